// The countries named, on a map: a click on one (or on the nearest that is not far) chooses it. One stop of the Tab key;
// the arrows go from country to country, Enter chooses. Countries too small to hit have a dot.
const NEAR = 16;  // units of the map that a click may miss by

class SmallMap {
  constructor(host, pick) {
    Object.assign(this, { host, pick, at: 0 });
    this.svg = drawn('svg', { role: 'group', 'aria-label': 'Countries named' });
    this.tip = Object.assign(make('div', 'tip'), { hidden: true });
    host.replaceChildren(this.svg, this.tip);
    this.svg.onclick = (event) => { const one = this.hit(event); if (one) this.pick(one[0]); };
    this.svg.onpointermove = (event) => this.hint(this.hit(event));
    this.svg.onpointerleave = () => this.hint(null);
    this.svg.onkeydown = (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key], named = this.data.named;
      if (!named.length || !(by || event.key === 'Enter' || event.key === ' ')) return;
      event.preventDefault();
      if (!by) { this.pick(named[this.at][0]); return; }
      this.at = (this.at + by + named.length) % named.length;
      this.signs.forEach((node, i) => node.setAttribute('tabindex', i === this.at ? 0 : -1));
      this.signs[this.at].focus();
      this.hint(named[this.at]);
    };
  }

  take(data) {
    if (JSON.stringify(data) === this.known) return;
    Object.assign(this, { data, known: JSON.stringify(data), at: 0 });
    const most = Math.max(1, ...data.named.map(([, , count]) => count));
    this.svg.setAttribute('viewBox', `0 0 ${data.width} ${data.height}`);
    this.svg.replaceChildren(drawn('path', { class: 'land', d: data.land }));
    const taken = [], names = drawn('g', { class: 'names' });
    this.signs = data.named.map(([code, name, count, path, x, y, dot], i) => {
      const node = drawn('g', {
        class: 'country', role: 'button', tabindex: i === 0 ? 0 : -1, 'data-code': code, 'aria-pressed': 'false',
        'aria-label': `${name}: ${plural(count, 'mention')}`,
      });
      node.style.setProperty('--share', `${Math.round(35 + 65 * Math.sqrt(count / most))}%`);
      if (path) node.append(drawn('path', { d: path }));
      if (dot || !path) node.append(drawn('circle', { cx: x, cy: y, r: 3.6 }));
      const label = this.label(name, x, y, dot || !path, taken);
      if (label) names.append(label);
      return node;
    });
    this.svg.append(...this.signs, names);
  }

  // The name of a country where it covers no other name; none where there is no such place.
  label(name, x, y, dot, taken) {
    const wide = name.length * 5.6 + 4, off = dot ? 6 : 0;
    const places = [[x - wide / 2, y + 3], [x + off + 2, y + 3], [x - wide - off - 2, y + 3], [x - wide / 2, y - 8], [x - wide / 2, y + 14]];
    for (const [left, base] of dot ? places.slice(1) : places) {
      const box = [left, base - 9, left + wide, base + 3];
      const out = box[0] < 2 || box[2] > this.data.width - 2 || box[1] < 2 || box[3] > this.data.height - 2;
      if (out || taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      taken.push(box);
      return Object.assign(drawn('text', { x: left + 2, y: base, 'aria-hidden': 'true' }), { textContent: name });
    }
    return null;
  }

  mark(code) {
    this.signs?.forEach((node) => {
      node.classList.toggle('on', node.dataset.code === code);
      node.setAttribute('aria-pressed', String(node.dataset.code === code));
    });
  }

  hit(event) {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    const away = ([, , , , x, y]) => Math.hypot(place.x - x, place.y - y);
    const nearest = (some, most) => some.filter((one) => away(one) <= most).sort((a, b) => away(a) - away(b))[0];
    const node = event.target.closest?.('.country');
    return nearest(this.data.named.filter((one) => one[6]), 7)
      || (node && this.data.named.find(([code]) => code === node.dataset.code)) || nearest(this.data.named, NEAR) || null;
  }

  hint(one) {
    this.tip.hidden = !one;
    this.svg.style.cursor = one ? 'pointer' : '';
    if (one) this.tip.textContent = `${one[1]}: ${plural(one[2], 'mention')}`;
  }
}
