// Who speaks about whom as bands from speakers (left) to targets (right): so many as can be read.
const FLOWS = 24, ENDS = 12;  // bands, and names on either side, that are drawn at most
const SLOT = 19, LEAST = 40, GAP = 8;  // heights of a band's place, of a name, between names

// The picture, and the pairs that it leaves out. `enable` makes a part of it one that can be chosen.
function drawFlows(pairs, wide, words, enable) {
  const speakers = new Map(), targets = new Map(), kept = [], out = [];
  pairs.forEach((one) => {
    const fits = kept.length < FLOWS && (speakers.has(one.who) || speakers.size < ENDS) && (targets.has(one.about) || targets.size < ENDS);
    (fits ? kept : out).push(one);
    if (!fits) return;
    for (const [ends, name] of [[speakers, one.who], [targets, one.about]]) ends.set(name, [...(ends.get(name) || []), one]);
  });
  const number = (flows) => flows.reduce((sum, one) => sum + one.tones.length, 0), whole = number(pairs), most = pairs[0].tones.length;
  const left = [...speakers].sort((a, b) => number(b[1]) - number(a[1])), place = new Map(left.map(([name], i) => [name, i]));
  const middle = (flows) => flows.reduce((sum, one) => sum + place.get(one.who), 0) / flows.length;
  const right = [...targets].sort((a, b) => middle(a[1]) - middle(b[1])), rank = new Map(right.map(([name], i) => [name, i]));
  const names = Math.min(230, Math.max(96, wide * 0.3)), ends = [names, wide - names];
  const lay = (some, side, order) => {
    let y = 4;
    const spots = some.map(([name, flows]) => {
      const high = Math.max(LEAST, flows.length * SLOT), begin = y + (high - flows.length * SLOT) / 2;
      [...flows].sort(order).forEach((one, i) => { one[side] = begin + SLOT * (i + 0.5); });
      y += high + GAP;
      return { name, flows, top: y - high - GAP, high };
    });
    return [spots, y];
  };
  const [from, deep] = lay(left, 'y1', (a, b) => rank.get(a.about) - rank.get(b.about));
  const [to, deeper] = lay(right, 'y2', (a, b) => place.get(a.who) - place.get(b.who));
  const high = Math.max(deep, deeper), picture = drawn('svg', { class: 'flows', viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, role: 'group', 'aria-label': 'Who speaks about whom, as flows' });
  const part = (cls, own, told) => {
    const node = drawn('g', { class: `mark ${cls}`, role: 'button', tabindex: -1, 'aria-label': told });
    node.append(Object.assign(drawn('title'), { textContent: told }));
    enable(node, own, told);
    picture.append(node);
    return node;
  };
  kept.forEach((one) => {
    const tone = toneTogether(one.tones), word = tone === null ? '' : words[tone], count = one.tones.length, half = (ends[0] + ends[1]) / 2;
    const node = part(`flow ${word}`, { who: one.who, about: one.about }, `${one.who} about ${one.about}: ${plural(count, 'statement')}${word && `, ${word}`}`);
    const d = `M ${ends[0] + 8} ${one.y1} C ${half} ${one.y1} ${half} ${one.y2} ${ends[1] - 8} ${one.y2}`;
    node.append(drawn('path', { class: 'reach', d }), drawn('path', { class: 'band', d, 'stroke-width': 2 + 13 * count / most }));
    const label = `${word ? `${SIGN_OF_TONE[tone]} ` : ''}${count.toLocaleString('en')}`, plate = label.length * 7.6 + 8;
    node.append(drawn('rect', { class: 'plate', x: ends[1] - 12 - plate, y: one.y2 - 8, width: plate, height: 16, rx: 4 }),
      Object.assign(drawn('text', { x: ends[1] - 16, y: one.y2 + 4.5, 'text-anchor': 'end' }), { textContent: label }));
  });
  const end = (spot, side) => {
    const count = number(spot.flows), own = side ? { about: spot.name } : { who: spot.name }, at = side ? ends[1] + 8 : ends[0] - 8;
    const told = `${side ? 'About ' : ''}${spot.name}: ${plural(count, 'statement')} in ${spot.flows.length === 1 ? 'this band' : 'these bands'}`;
    const node = part('end', own, told), anchor = side ? 'start' : 'end', y = spot.top + spot.high / 2;
    const letters = Math.floor((names - 16) / 7.4), cut = spot.name.length > letters ? `${spot.name.slice(0, letters - 1).trimEnd()}…` : spot.name;
    node.append(drawn('rect', { class: 'hold', x: side ? ends[1] + 2 : 1, y: spot.top, width: names - 3, height: spot.high, rx: 5 }),
      drawn('rect', { class: 'post', x: side ? ends[1] - 7 : ends[0] + 1, y: spot.top, width: 6, height: spot.high, rx: 2 }),
      Object.assign(drawn('text', { x: at, y: y - 3, 'text-anchor': anchor, class: 'name' }), { textContent: cut }),
      Object.assign(drawn('text', { x: at, y: y + 15, 'text-anchor': anchor, class: 'share' }), { textContent: `${count.toLocaleString('en')} · ${shareOf(count, whole)}` }));
  };
  from.forEach((spot) => end(spot, false));
  to.forEach((spot) => end(spot, true));
  return [picture, out];
}
