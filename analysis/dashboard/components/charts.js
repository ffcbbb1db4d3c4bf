// The chart beside the list: who speaks and who is silent, who speaks about whom, what they do with words; statements over
// time; two sides next to each other. A click on a mark fills the list, and the chart stays as it is. One stop of the Tab
// key; arrows go from mark to mark.
const BARS = 150;  // voices that are drawn at most; a name finds every other one

class Chart {
  constructor(host, bench) {
    Object.assign(this, { host, bench, unit: 'statements', marks: new Map() });
    this.head = make('div', 'chart-head');
    this.body = make('div', 'chart-body');
    host.replaceChildren(this.head, this.body);
    this.body.onkeydown = (event) => this.key(event);
    this.watch = new ResizeObserver(() => {
      if (this.wide === this.body.clientWidth) return;
      this.wide = this.body.clientWidth;
      if (this.chart?.kind === 'flows') this.draw();
    });
    this.watch.observe(this.body);
  }

  take(chart) {
    const same = this.chart?.kind === chart.kind;
    this.chart = chart;
    this.draw(same);
  }

  draw(same = true) {
    const { body, chart } = this, top = same ? body.scrollTop : 0, left = same ? body.scrollLeft : 0;
    const active = this.host.getRootNode().activeElement, held = body.contains(active) ? active.dataset.hold : '';
    this.matrix = null;
    this.marks.clear();
    this.head.replaceChildren();
    this.host.dataset.kind = chart.kind;
    body.replaceChildren(...({ speakers: () => this.speakers(), targets: () => this.grid('about'), acts: () => this.grid('act'), flows: () => this.flows(), time: () => this.time(), sides: () => this.sides() }[chart.kind])());
    Object.assign(body, { scrollTop: top, scrollLeft: left });
    const all = [...this.marks.keys()], first = all.find((node) => held && node.dataset.hold === held) || all[0];
    if (first) first.setAttribute('tabindex', 0);
    if (held && first) first.focus({ preventScroll: true });
    this.mark();
  }

  // A part of the chart that a click chooses; `own` is what it stands for.
  markOf(cls, inside, own, told) {
    const node = press(`mark ${cls}`, inside, () => this.bench.pick(own), { name: told, pressed: false, hold: told });
    node.tabIndex = -1;
    this.marks.set(node, own);
    return node;
  }

  mark() {
    const { bench } = this, { who = '', about = '', act = '', voice = '' } = { ...bench.keep, voice: bench.voice() };
    this.matrix?.mark({ who, about: this.chart.kind === 'acts' ? act : about });
    this.marks.forEach((own, node) => {
      const on = own.voice ? own.voice === voice : bench.isPicked(own);
      node.classList.toggle('on', on);
      node.setAttribute('aria-pressed', String(on));
      const other = own.voice ? voice : own.some ? bench.keep.some : (who && own.who !== who) || (about && own.about !== about);
      node.classList.toggle('off', !on && !!other && !(own.who && own.about ? bench.isPicked({ who: own.who }) || bench.isPicked({ about: own.about }) : false));
    });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key], all = [...this.marks.keys()];
    if (event.target.closest('table')) { if (!this.matrix) walkTable(event.target.closest('table'), event); return; }
    const at = all.indexOf(event.target.closest('.mark')), to = { Home: 0, End: all.length - 1 }[event.key] ?? at + step;
    if (at < 0 || Number.isNaN(to)) return;
    event.preventDefault();
    if (all[to]) rove(this.body, all[to]);
  }

  speakers() {
    const { bench, unit } = this, words = unit === 'words', sums = new Map();
    bench.counted().forEach((row) => sums.set(row.who, (sums.get(row.who) || 0) + (words ? row.quoted : 1)));
    const ranked = [...sums].filter(([, number]) => number).sort((a, b) => b[1] - a[1]);
    const whole = ranked.reduce((sum, [, number]) => sum + number, 0);
    const choice = (value, label) => press('', label, () => { this.unit = value; this.draw(); this.head.querySelector('[aria-pressed=true]').focus(); }, { pressed: unit === value });
    this.head.append(make('span', 'choices', choice('statements', 'Statements'), choice('words', 'Words quoted')), this.finder());
    const title = (text, note) => [make('h2', '', text), note && make('p', 'quiet', note)].filter(Boolean);
    const cut = ranked.length > BARS ? `The first ${BARS} of ${ranked.length.toLocaleString('en')}. “Find a voice” leads to the others.` : '';
    const said = ranked.slice(0, BARS).map(([name, number]) => this.bar(name, number, ranked[0][1], whole, words ? 'word' : 'statement'));
    const silent = this.chart.silent || [], most = Math.max(1, ...silent.map(([, , mentions]) => mentions));
    return [
      ...title('Who speaks', cut), make('div', 'bars', ...said.length ? said : [make('p', 'quiet', words ? 'Nobody’s own words are quoted.' : 'Nobody is quoted.')]),
      ...title('Mentioned, never quoted', silent.length ? 'Named at least twice, and not one statement of theirs; countries only where none of their people speaks.' : 'Everyone who is named at least twice is quoted too, countries through their people.'),
      make('div', 'bars silent', ...silent.slice(0, BARS).map(([, name, mentions, about]) => this.bar(name, mentions, most, 0, 'mention', about))),
    ];
  }

  bar(name, number, most, whole, unit, about = null) {
    const track = make('span', 'track', make('span', 'fill'));
    track.firstChild.style.width = `${Math.max(1, 100 * number / most)}%`;
    const share = whole ? shareOf(number, whole) : about ? `${about.toLocaleString('en')} about` : '';
    const told = `${name}: ${plural(number, unit)}${whole ? `, ${share}` : about ? `, ${plural(about, 'statement')} about ${name}` : ''}`;
    const mark = this.markOf('bar', [make('span', 'name', name), track, make('span', 'number', number.toLocaleString('en')), make('span', 'share', share)], { voice: name }, told);
    joinable(mark, name, (other, own) => this.bench.join(other, own));
    return mark;
  }

  // A voice by its name, whoever it is.
  finder() {
    const { bench } = this, box = make('span', 'finder');
    const closed = () => box.replaceChildren(press('link', 'Find a voice', open, { hold: 'find' }));
    const open = () => {
      const known = new Set(bench.data.names.map(([, name]) => name));
      const others = [...new Set([...bench.rows.values()].map((row) => row.who))].filter((name) => !known.has(name)).map((name) => [name, name, '']);
      const field = nameField({
        label: 'Find a voice', options: [...bench.data.names, ...others], fresh: false,
        leave: () => { closed(); box.firstChild.focus(); }, done: ([, name]) => { closed(); bench.pick({ voice: name }, true); },
      });
      field.querySelector('input').onblur = () => setTimeout(closed, 150);
      box.replaceChildren(field);
      field.begin();
    };
    closed();
    return box;
  }

  grid(across) {
    const { bench } = this, { data } = bench, acts = across === 'act', host = make('div', 'matrix large');
    this.matrix = new Matrix(host, ({ who, about }) => bench.pick(acts ? { who, act: about } : { who, about }), (name, other) => bench.join(name, other));
    this.matrix.take(bench.counted(), acts
      ? { columns: (row) => [row.does], between: 'does:', totals: true, most: [200, 40] }
      : { columns: (row) => row.targets, last: data.nobody, words: { ...data.tones, mixed: 'mixed' }, totals: true, most: [200, 40] });
    const tones = Object.entries({ ...data.tones, mixed: 'mixed' }).sort(([a], [b]) => a - b || 0);
    const [speakers, others] = this.matrix.left, out = [speakers && plural(speakers, 'speaker'), others && plural(others, acts ? 'act' : 'target')].filter(Boolean);
    this.head.append(...(acts ? [make('span', 'quiet', 'What each speaker does with words, in statements.')]
      : [make('span', 'keys', ...tones.map(([tone, word]) => make('span', word, sign(SIGN_OF_TONE[tone]), ` ${word}`))), make('span', 'quiet', 'A statement about two counts for both.')]), this.finder());
    return [host, out.length ? make('p', 'quiet', `Not drawn: ${out.join(' and ')}, those with fewest statements. “Find a voice” leads to them.`) : ''];
  }

  flows() {
    const { bench } = this, { data } = bench, found = new Map();
    bench.counted().forEach((row) => row.targets.filter((name) => name !== data.nobody).forEach((about) => {
      const key = `${row.who}\n${about}`, one = found.get(key) || { who: row.who, about, tones: [] };
      one.tones.push(about === row.about ? row.tone : null);
      found.set(key, one);
    }));
    const all = [...found.values()].sort((a, b) => b.tones.length - a.tones.length);
    this.head.append(make('span', 'quiet', 'The wider the band, the more statements.'), this.finder());
    if (!all.length) return [make('p', 'quiet', 'No statement is aimed at anybody in particular.')];
    const [picture, out] = drawFlows(all, this.body.clientWidth || 700, { ...data.tones, mixed: 'mixed' }, (node, own, told) => {
      node.setAttribute('aria-pressed', 'false');
      node.dataset.hold = told;
      node.onclick = () => bench.pick(own);
      node.onkeydown = (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); bench.pick(own); } };
      this.marks.set(node, own);
    });
    const words = out.slice(0, 8).map((one) => `${one.who} about ${one.about} (${one.tones.length.toLocaleString('en')})`).join('; ');
    const rest = out.length > 8 ? `; and ${(out.length - 8).toLocaleString('en')} more` : '';
    return [picture, out.length ? make('p', 'quiet', `Not drawn: ${words}${rest}. “Targets” has them all.`) : ''];
  }

  // Columns of time; below them who or what they are made of.
  time() {
    const { steps, parts, whole, unit } = this.chart, totals = steps.map((step) => step.parts.flat()), most = Math.max(1, ...totals.map((ids) => ids.length));
    const some = (name, ids, kept) => ({ some: { name, ids: new Set(ids), kept } });
    const told = (name, ids) => `${name}: ${plural(ids.length, 'statement')}, ${shareOf(ids.length, whole)}`;
    this.head.append(make('span', 'quiet', 'Click a column, a name or a number to list its statements.'));
    const column = (step, ids, i) => {
      const label = [make('span', '', step.label[0]), make('span', '', i && !ids.length && steps[i - 1].label[1] === step.label[1] ? '\u00a0' : step.label[1])];
      if (!ids.length) return make('th', 'empty', make('span', 'label', ...label));
      const bar = make('span', 'fill');
      bar.style.height = `${Math.max(3, 96 * ids.length / most)}px`;
      const node = make('th', '', this.markOf('column', [make('b', '', String(ids.length)), make('span', 'share', shareOf(ids.length, whole)), bar, make('span', 'label', ...label)], some(step.name, ids, step.kept), told(step.name, ids)));
      node.scope = 'col';
      return node;
    };
    const line = (part, i) => {
      const every = steps.flatMap((step) => step.parts[i]), tone = toneSign(part.name), name = tone ? [sign(tone), part.name] : part.name;
      const head = make('th', '', this.markOf(`head ${tone ? part.name : ''}`, [make('span', '', ...[name].flat()), make('small', '', `${every.length.toLocaleString('en')} · ${shareOf(every.length, whole)}`)], some(part.name, every, part.kept), told(part.name, every)));
      head.scope = 'row';
      return make('tr', '', head, ...steps.map((step) => {
        const ids = step.parts[i];
        return make('td', '', ids.length ? this.markOf(`cell ${tone ? part.name : ''}`, String(ids.length), some(`${part.name}, ${step.name}`, ids, { ...step.kept, ...part.kept }), told(`${part.name}, ${step.name}`, ids)) : '');
      }));
    };
    const corner = make('td', 'corner', `Statements by ${unit}`);
    const table = make('table', 'time', make('caption', '', `Statements by ${unit}`), make('thead', '', make('tr', '', corner, ...steps.map((step, i) => column(step, totals[i], i)))), make('tbody', '', ...parts.map(line)));
    return [make('div', 'matrix large', table)];
  }

  // Two sides in numbers, each with its share, and what is disputed between them.
  sides() {
    const { names, groups, disputed } = this.chart;
    this.head.append(make('span', 'quiet', 'Click a number to list its statements.'));
    const cell = (one, row) => {
      const share = one.share === null ? '' : `${(100 * one.share).toFixed(one.share && one.share < 0.1 ? 1 : 0)} %`, track = make('span', 'track', make('span', 'fill'));
      track.firstChild.style.width = `${100 * (one.share || 0)}%`;
      const inside = [make('span', 'number', one.number.toLocaleString('en')), make('span', 'share', share), one.share === null ? '' : track];
      return make('td', '', one.ids.length ? this.markOf(`side ${row.tone}`, inside.filter(Boolean), { some: { name: one.name, ids: new Set(one.ids), kept: one.kept } }, `${one.name}: ${one.number.toLocaleString('en')}${share && `, ${share}`}`) : make('span', `side ${row.tone}`, ...inside));
    };
    const line = (row) => {
      const node = make('th', row.tone, row.tone && sign(toneSign(row.tone)), row.tone && ' ', row.name);
      node.scope = 'row';
      return make('tr', '', node, ...row.cells.map((one) => cell(one, row)));
    };
    const heading = (text) => { const node = make('th', '', text); node.colSpan = 3; node.scope = 'colgroup'; return make('tr', 'group', node); };
    const top = names.map((name) => Object.assign(make('th', '', name), { scope: 'col' }));
    const table = make('table', 'sides', make('caption', '', `${names[0]} beside ${names[1]}`), make('thead', '', make('tr', '', make('td'), ...top)),
      make('tbody', '', ...groups.flatMap((group) => [heading(group.title), ...group.rows.map(line)])));
    const quarrel = disputed.map(({ about, cells }) => make('li', '', make('b', '', about), ...cells.map((one) =>
      this.markOf(`part ${one.tone}`, [`${one.side} `, sign(toneSign(one.tone)), ` ${one.tone} ${one.number.toLocaleString('en')}`], { some: { name: one.name, ids: new Set(one.ids), kept: one.kept } }, `${one.name}: ${plural(one.number, 'statement')}`))));
    return [table, make('h2', '', 'What is disputed'), disputed.length ? make('ul', 'disputed', ...quarrel) : make('p', 'quiet', 'Nobody of whom one side speaks critically and the other favourably.')];
  }
}

const toneSign = (word) => ({ critical: '▼', neutral: '●', favourable: '▲', mixed: '◆' }[word] || '');
