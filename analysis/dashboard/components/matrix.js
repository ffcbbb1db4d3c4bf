// Who speaks (down) about whom, or doing what (across), each cell with its number, and its tone as sign and colour. A click
// marks a cell in place. One stop of the Tab key; arrows go from cell to cell.
const DEEP = 60, WIDE = 24;  // speakers and columns that are drawn at most

class Matrix {
  constructor(host, pick, join = null) { Object.assign(this, { host, pick, join }); host.onkeydown = (event) => walkTable(host, event); }

  // `columns` gives those of a row; `last` is the one that stands at the end; with `totals`, names have their numbers and
  // shares beside them.
  take(rows, { columns, last = '', between = 'about', words = {}, totals = false, most = [DEEP, WIDE] }) {
    const cells = new Map(), down = new Map(), said = new Map(), across = new Map(), active = this.host.getRootNode().activeElement;
    const held = this.host.contains(active) ? active.dataset.hold : '';
    const add = (sums, name, one) => sums.set(name, (sums.get(name) || 0) + one);
    rows.forEach((row) => {
      columns(row).forEach((name) => {
        const key = `${row.who}\n${name}`, tone = name === row.about ? row.tone : null;
        if (cells.has(key)) cells.get(key).push(tone); else cells.set(key, [tone]);
        add(across, name, 1);
      });
      add(down, row.who, columns(row).some((name) => name !== last) ? 1.001 : 0.001);
      add(said, row.who, 1);
    });
    // Those first who have most cells of their own: a row of nothing but the last column stands at the end.
    const ranked = [...down].sort((a, b) => b[1] - a[1]).map(([name]) => [name, said.get(name)]);
    const speakers = ranked.slice(0, most[0]);
    const drawn = new Set(speakers.map(([name]) => name));
    // The columns of the first rows first, so that what is in sight is not empty.
    const often = [...across].filter(([name]) => name !== last).sort((a, b) => b[1] - a[1]);
    const inOrder = new Map(between === 'about' ? speakers.flatMap(([who]) => often.filter(([name]) => cells.has(`${who}\n${name}`))) : often);
    const heads = [...inOrder].slice(0, most[1]);
    if (across.has(last)) heads.push([last, across.get(last)]);
    const button = (cls, inside, own, told) => {
      const node = press(cls, inside, () => this.pick(own), { name: told });
      Object.assign(node.dataset, { who: own.who, about: own.about, hold: `cell ${own.who}\n${own.about}` });
      node.tabIndex = -1;
      return node;
    };
    const head = (scope, [name, number]) => {
      const own = scope === 'col' ? { who: '', about: name } : { who: name, about: '' };
      const told = `${scope === 'col' && between === 'about' ? 'About ' : ''}${name}: ${plural(number, 'statement')}, ${shareOf(number, rows.length)}`;
      const node = make('th', '', button('head', [make('span', '', name), totals && make('small', '', `${number.toLocaleString('en')} · ${shareOf(number, rows.length)}`)].filter(Boolean), own, told));
      node.scope = scope;
      if (name !== last && (scope === 'row' || between === 'about')) joinable(node.firstChild, name, this.join);
      return node;
    };
    const cell = (who, name) => {
      const tones = cells.get(`${who}\n${name}`);
      if (!tones) return make('td');
      const tone = name === last ? null : toneTogether(tones), word = tone === null ? '' : words[tone] || '';
      const told = `${who} ${between} ${name}: ${plural(tones.length, 'statement')}${word && `, ${word}`}`;
      return make('td', '', button(`cell ${word}`, [word && sign(SIGN_OF_TONE[tone]), String(tones.length)], { who, about: name }, told));
    };
    const first = make('td', 'corner', make('span', '', 'Speaker'), make('span', 'to', between === 'about' ? 'about' : 'act'));
    const body = speakers.map((one) => make('tr', '', head('row', one), ...heads.map(([name]) => cell(one[0], name))));
    const caption = make('caption', '', between === 'about' ? 'Who speaks (down) about whom (across), in statements, with their tone' : 'Who does what with words, in statements');
    const table = make('table', '', caption, make('thead', '', make('tr', '', first, ...heads.map((one) => head('col', one)))), make('tbody', '', ...body));
    this.host.replaceChildren(speakers.length ? table : make('p', 'quiet', 'Nobody is quoted.'));
    this.left = [down.size - drawn.size, across.size - heads.length];
    const one = this.host.querySelector(`[data-hold="${CSS.escape(held)}"]`) || this.host.querySelector('tbody .head');
    if (one) one.tabIndex = 0;
    if (held && one) one.focus();
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
}

// Arrow keys in a table of buttons: to the next one in that direction.
function walkTable(host, event) {
  const here = event.target.closest('th, td'), by = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  if (!here || !by) return;
  event.preventDefault();
  const table = [...host.querySelectorAll('tr')].map((row) => [...row.children]);
  let y = table.findIndex((row) => row.includes(here)), x = table[y].indexOf(here);
  do { y += by[0]; x += by[1]; } while (table[y]?.[x] ? !table[y][x].querySelector('button') : table[y] && by[0]);
  const next = table[y]?.[x]?.querySelector('button');
  if (next) rove(host, next);
}

// The one that has the focus is the one stop of the Tab key.
function rove(host, next) {
  host.querySelectorAll('[tabindex="0"]').forEach((node) => { node.tabIndex = -1; });
  next.tabIndex = 0;
  next.focus();
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
