// Who speaks (down) about whom (across), each cell with its number, and its tone as sign and colour. A click marks a cell
// in place. One stop of the Tab key; arrows go from cell to cell.
const DEEP = 60, WIDE = 24;  // speakers and targets that are drawn at most

class Matrix {
  constructor(host, pick) { Object.assign(this, { host, pick }); host.onkeydown = (event) => this.key(event); }

  take(rows, nobody, words) {
    const count = (some, of) => {
      const sums = new Map();
      some.forEach((row) => sums.set(of(row), (sums.get(of(row)) || 0) + 1));
      return [...sums].sort((a, b) => b[1] - a[1]);
    };
    const target = (row) => row.about || nobody, said = rows.filter((row) => !row.unsaid && row.checked !== 'rejected');
    const speakers = count(said, (row) => row.who), targets = count(said, target);
    const across = [...targets.filter(([name]) => name !== nobody).slice(0, WIDE), ...targets.filter(([name]) => name === nobody)];
    const cells = new Map();
    said.forEach((row) => {
      const key = `${row.who}\n${target(row)}`;
      cells.set(key, [...(cells.get(key) || []), row.tone]);
    });
    const button = (cls, inside, own, told) => {
      const node = press(cls, inside, () => this.pick(own), { name: told });
      Object.assign(node.dataset, { who: own.who, about: own.about, hold: `cell ${own.who}\n${own.about}` });
      node.tabIndex = -1;
      return node;
    };
    const head = (scope, [name, number]) => {
      const own = scope === 'col' ? { who: '', about: name } : { who: name, about: '' };
      const node = make('th', '', button('head', [make('span', '', name)], own, `${scope === 'col' ? 'About ' : ''}${name}: ${plural(number, 'statement')}`));
      node.scope = scope;
      return node;
    };
    const cell = (who, about) => {
      const tones = cells.get(`${who}\n${about}`);
      if (!tones) return make('td');
      const tone = about === nobody ? null : toneTogether(tones), word = tone === null ? '' : words[tone];
      const told = `${who} about ${about}: ${plural(tones.length, 'statement')}${word && `, ${word}`}`;
      return make('td', '', button(`cell ${word}`, [word && sign(SIGN_OF_TONE[tone]), String(tones.length)], { who, about }, told));
    };
    const first = make('td', 'corner', make('span', '', 'Speaker'), make('span', 'to', 'about'));
    const body = speakers.slice(0, DEEP).map((one) => make('tr', '', head('row', one), ...across.map(([about]) => cell(one[0], about))));
    const caption = make('caption', '', 'Who speaks (down) about whom (across), in statements, with their tone');
    const table = make('table', '', caption, make('thead', '', make('tr', '', first, ...across.map((one) => head('col', one)))), make('tbody', '', ...body));
    this.host.replaceChildren(speakers.length ? table : make('p', 'quiet', 'Nobody is quoted.'));
    const one = this.host.querySelector('tbody .head');
    if (one) one.tabIndex = 0;
  }

  mark({ who = '', about = '' }) {
    this.host.querySelectorAll('button').forEach((node) => {
      const own = node.dataset, on = !!(who || about) && own.who === who && own.about === about;
      node.classList.toggle('on', on);
      node.ariaPressed = String(on);
      const held = (who && own.who && own.who !== who) || (about && own.about && own.about !== about);
      node.classList.toggle('off', !!held);
    });
  }

  key(event) {
    const here = event.target.closest('th, td'), by = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (!here || !by) return;
    event.preventDefault();
    const table = [...this.host.querySelectorAll('tr')].map((row) => [...row.children]);
    let y = table.findIndex((row) => row.includes(here)), x = table[y].indexOf(here);
    do { y += by[0]; x += by[1]; } while (table[y]?.[x] && !table[y][x].querySelector('button'));
    const next = table[y]?.[x]?.querySelector('button');
    if (!next) return;
    this.host.querySelectorAll('button').forEach((node) => { node.tabIndex = -1; });
    next.tabIndex = 0;
    next.focus();
    next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}
