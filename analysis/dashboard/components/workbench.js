// The workbench: what is open, what of it is shown and what is chosen. A step, a search or a click on the matrix asks
// nobody; what the server must know goes out as numbered messages, so that no quick key is lost.
const SORTS = {
  order: ['in order', (a, b) => a.n - b.n],
  speaker: ['by speaker', (a, b) => a.who.localeCompare(b.who)],
  doubtful: ['least sure first', (a, b) => a.sure - b.sure],
  tone: ['critical first', (a, b) => (a.tone ?? 2) - (b.tone ?? 2)],
  article: ['by article', (a, b) => a.source.localeCompare(b.source)],
};
const REST = 250;  // milliseconds that a statement is looked at before the server hears of it

const benches = new WeakMap();
export default function ({ data, parentElement, setStateValue }) {
  const Kind = data.parts.includes('world') ? CountriesBench : Bench;
  if (!benches.has(parentElement)) benches.set(parentElement, new Kind(parentElement));
  const bench = benches.get(parentElement);
  bench.send = setStateValue;
  bench.take(data);
  return () => { bench.end(); benches.delete(parentElement); };
}

class Bench {
  constructor(parent) {
    const find = (name) => parent.querySelector(`.${name}`);
    Object.assign(this, { root: find('bench'), over: find('over'), figures: find('figures'), bar: find('bar'), told: parent.querySelector('.bench > .told'), tabs: find('tabs') });
    Object.assign(this, { keep: {}, sort: 'order', shown: [], rows: new Map(), outbox: [], last: 0, at: null, least: 560, sorts: SORTS });
    this.matrix = new Matrix(find('matrix'), ({ who, about }) => {
      const same = (this.keep.who || '') === who && (this.keep.about || '') === about;
      this.filter(same ? { who: '', about: '' } : { who, about });
    });
    this.map = new SmallMap(find('map'), (country) => this.filter({ country: this.keep.country === country ? '' : country }));
    this.list = new StatementList(find('rows'), (row) => this.draw(row), (id) => this.choose(id), () => this.open(this.row()));
    this.text = new ArticleText(find('text'), {
      choose: (id) => this.choose(id),
      refer: (ref) => {
        const [kind, own] = ref.split(' ');
        if (kind === 'country') this.filter({ country: this.keep.country === own ? '' : own });
        this.tell('chosen', '', [kind, own]);
      },
      add: (span) => this.tell('add', '', span),
    });
    this.card = new Card(find('card'), this);
    this.controls();
    this.on = { keydown: (event) => this.key(event) };
    document.addEventListener('keydown', this.on.keydown);
    this.fill = () => this.room();
    addEventListener('resize', this.fill);
    this.later = [0, 300, 1200].map((time) => setTimeout(this.fill, time));
    this.watch = new ResizeObserver(this.fill);
    const block = document.querySelector('[data-testid=stMainBlockContainer]');
    if (block) this.watch.observe(block);
  }

  end() {
    document.removeEventListener('keydown', this.on.keydown);
    removeEventListener('resize', this.fill);
    this.later.forEach(clearTimeout);
    clearTimeout(this.resting);
    this.watch.disconnect();
    this.list.watch.disconnect();
  }

  // As high as the window has room below the top; no less than can be worked in.
  room() {
    const main = document.querySelector('[data-testid=stMain]');
    const top = this.root.getBoundingClientRect().top + (main?.scrollTop || 0), narrow = this.root.clientWidth <= NARROW;
    this.root.classList.toggle('narrow', narrow);
    const least = narrow ? Math.min(560, innerHeight - 76) : this.least;
    const high = this.data?.height || `${Math.max(least, innerHeight - top - 18)}px`;
    this.root.classList.toggle('low', !narrow && innerHeight - top < 690);
    if (this.root.style.height !== high) this.root.style.height = high;
  }

  controls() {
    this.search = Object.assign(make('input'), { type: 'search', placeholder: 'Search statements', ariaLabel: 'Search statements' });
    this.search.setAttribute('aria-keyshortcuts', '/');
    this.search.oninput = () => this.filter({ text: this.search.value.trim().toLowerCase() });
    this.order = Object.assign(make('select'), { ariaLabel: 'Sort', onchange: () => { this.sort = this.order.value; this.filter({}); } });
    this.count = make('span', 'count');
    this.count.setAttribute('role', 'status');
    this.chips = make('span', 'chips');
    this.bar.append(this.search, this.order, this.count, this.chips);
  }

  take(data) {
    const first = !this.data, old = this.data;
    this.data = data;
    this.root.classList.toggle('dark', data.dark);
    this.root.dataset.parts = data.parts.join(' ');
    this.root.classList.toggle('several', data.several);
    if (first) this.tabbed();
    if (old?.rows !== data.rows) this.rows = this.held(data);
    this.made = data.made;
    this.offer(SORTS);
    if (data.figures) {
      this.figures.replaceChildren(...data.figures.map(([number, name]) => make('div', '', make('dt', '', name), make('dd', '', number))));
      this.matrix.take([...this.rows.values()], data.nobody, { ...data.tones, mixed: 'mixed' });
      this.map.take(data.map);
    }
    if (data.paragraphs) this.text.take(data);
    const [turn, statement, passage, edit] = data.goto, sent = first || turn !== this.turn;
    this.turn = turn;
    if (sent) {
      this.goTo(statement);
    }
    this.room();
    this.filter({}, { quiet: true, anew: true });
    if (!this.at && !passage && this.shown.length) this.at = this.shown[0].id;
    if (sent && edit) Object.assign(this.card, { of: this.at, editing: edit, begin: true });
    this.show(sent);
  }

  // The rows by id, each with the words that are searched.
  held(data) {
    return new Map(data.rows.map((row) => [row.id, { ...row, find: [row.who, row.role, row.act, row.about, row.text, row.source, row.via].join('\n').toLowerCase() }]));
  }

  offer(sorts) {
    const some = Object.entries(sorts).filter(([name]) => name !== 'article' || this.data.several);
    if (!sorts[this.sort]) this.sort = 'order';
    this.order.replaceChildren(...some.map(([value, [label]]) => Object.assign(make('option', '', label), { value, selected: value === this.sort })));
    this.sorts = sorts;
  }

  letGo() { this.keep = {}; }

  goTo(statement) {
    this.at = statement;
    if (statement && !this.matches(this.rows.get(statement))) this.letGo();
  }

  // The rows that the list is made from, and what one of them is called.
  pool() { return this.sorted; }

  unit() { return 'statement'; }

  // On a narrow screen one part at a time.
  tabbed() {
    const names = { over: 'Overview', text: 'Article', list: 'Statements' }, there = this.data.parts.filter((part) => names[part]);
    const open = (part) => {
      this.root.dataset.tab = part;
      [...this.tabs.children].forEach((tab) => { tab.ariaSelected = String(tab.dataset.part === part); tab.tabIndex = tab.dataset.part === part ? 0 : -1; });
      this.show(true);
    };
    this.tabs.replaceChildren(...there.map((part) => {
      const tab = press('', names[part], () => open(part));
      tab.setAttribute('role', 'tab');
      tab.dataset.part = part;
      return tab;
    }));
    this.tabs.onkeydown = (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key], all = [...this.tabs.children];
      if (by) { const next = all[(all.indexOf(event.target) + by + all.length) % all.length]; next.click(); next.focus(); }
    };
    open(there.includes('text') ? 'text' : 'list');
  }

  row() { return this.rows.get(this.at); }

  // Whether a row is in what was clicked and what is searched.
  matches(row) {
    const { who, about, country, text } = this.keep;
    return !!row && (!who || row.who === who) && (!about || (row.about || this.data.nobody) === about)
      && (!country || row.countries.includes(country)) && (!text || row.find.includes(text));
  }

  // Marks what was clicked in place, and shows only what it holds in the list beside.
  filter(change, { quiet = false, anew = false } = {}) {
    Object.assign(this.keep, change);
    const { who, about, country } = this.keep, [, by] = this.sorts[this.sort];
    if (anew || this.sorted?.by !== by) this.sorted = Object.assign([...this.rows.values()].sort((a, b) => by(a, b) || a.n - b.n), { by });
    const all = this.pool();
    this.shown = all.filter((row) => this.matches(row));
    this.ids = new Set(this.shown.map((row) => row.id));
    this.count.textContent = (this.shown.length === all.length ? '' : `${this.shown.length.toLocaleString('en')} of `) + plural(all.length, this.unit());
    const off = (name, change) => press('part', [name, sign(' ×')], () => this.filter(change), { name: `Take off: ${name}` });
    const chosen = [who || about ? off(`${who || 'anyone'}${about ? ` about ${about}` : ''}`, { who: '', about: '' }) : '', country ? off(this.data.countries[country] || country, { country: '' }) : ''];
    const kept = { speakers: who ? [who] : [], about: about && about !== this.data.nobody ? [about] : [], countries: country ? [country] : [] };
    if (Object.values(kept).some((names) => names.length)) {
      chosen.push(press('link', 'Keep only this, everywhere', () => {
        Object.keys(kept).forEach((name) => { if (!kept[name].length) delete kept[name]; });
        this.letGo();
        this.tell('keep', '', kept);
      }, { title: 'Filter every page by it', hold: 'keep' }));
    }
    this.chips.replaceChildren(...chosen.filter(Boolean));
    this.matrix.mark(this.keep);
    this.map.mark(country || '');
    this.list.take(this.shown, anew);
    if (quiet) return;
    if (this.shown.length && !this.ids.has(this.at)) this.choose(this.shown[0].id); else this.show(false);
  }

  choose(id) {
    if (!this.rows.has(id)) return;
    this.at = id;
    this.show(true);
    if (this.root.classList.contains('narrow') && this.root.getBoundingClientRect().bottom > innerHeight) this.root.scrollIntoView({ block: 'end' });
    this.rest();
  }

  // What is looked at for a while, the server hears of.
  rest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => { if (this.rows.has(this.at)) this.tell('focus', this.at); }, REST);
  }

  open(row) { if (row && this.data.open) this.tell('open', row.id); }

  show(bring) {
    this.card.draw();
    this.list.mark(this.at, bring);
    if (this.data.paragraphs) {
      this.text.mark(this.at, this.ids, this.data.signs, this.rows);
      if (bring) this.text.bring();
    }
  }

  step(by) {
    const at = this.shown.findIndex((row) => row.id === this.at), to = at < 0 ? 0 : at + by;
    if (this.shown[to]) this.choose(this.shown[to].id);
  }

  judge(verdict) {
    const row = this.row(), at = this.shown.findIndex((one) => one.id === this.at);
    if (!row || !this.data.correct) return;
    this.tell('verdict', row.id, verdict);
    row.checked = verdict === 'accept' ? 'accepted' : 'rejected';
    this.list.nodes.delete(row.id);
    this.made += 1;
    const next = this.shown[at + 1] || (verdict === 'reject' ? this.shown[at - 1] : null);
    if (next) this.choose(next.id); else this.show(false);
    this.say_to(`${row.who}: ${row.checked}`);
  }

  // What was mended shows at once; the server's answer confirms it.
  say(field, value, local) {
    const row = this.row();
    this.tell(field, row.id, value);
    Object.assign(row, local, { checked: row.checked === 'added' ? 'added' : 'corrected' });
    this.made += 1;
    this.filter({}, { quiet: true, anew: true });
    this.show(false);
  }

  undo() {
    if (!this.made || !this.data.correct) return;
    this.card.editing = null;
    this.card.draw();
    this.tell('undo', this.at);
  }

  say_to(text) { this.told.textContent = text; }

  tell(what, id = '', value = null) {
    this.last = Math.max(this.last + 1, Date.now());
    this.outbox = [...this.outbox.slice(-40), { n: this.last, what, id, value }];
    this.send('outbox', this.outbox);
  }

  draw(row) {
    const { tones, signs } = this.data, act = row.unsaid ? make('b', 'unsaid', row.act) : make('span', 'act', row.act);
    const perhaps = row.likely.length && row.checked !== 'corrected' ? make('span', 'quiet', ` — perhaps ${row.likely.map(([name, chance]) => `${name} ${percent(chance)}`).slice(0, 2).join(', ')}`) : '';
    const head = make('span', 'line', make('b', 'who', row.who), perhaps, row.role && make('span', 'role', `, ${row.role}`), ' ', act, row.about && ' ', row.about && make('b', 'about', row.about),
      row.tone === null ? '' : ' ', row.tone === null ? '' : chip(row.tone, tones), row.via && make('span', 'via', ` via ${row.via}`));
    const sure = make('span', row.sure < 60 && !row.checked ? 'sure unsure' : 'sure', row.checked === 'added' ? '+ added' : percent(row.sure));
    const check = row.checked && row.checked !== 'added' ? make('span', 'checked', `${signs[row.checked]} ${row.checked}`) : '';
    const node = make('div', `row ${row.checked}`, make('span', 'top', head, make('span', 'right', check, sure)), make('span', 'words', row.text), row.source && make('span', 'source', row.source));
    node.setAttribute('role', 'option');
    node.dataset.id = row.id;
    return node;
  }

  busy(event) {
    const at = event.composedPath()[0];
    return !!at.closest?.('input, textarea, select, [contenteditable=true], [role=dialog], [data-testid=stPopoverBody]') || !!document.querySelector('[role=dialog]');
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || this.busy(event)) return;
    const act = {
      n: () => this.step(1), p: () => this.step(-1), a: () => this.judge('accept'), x: () => this.judge('reject'), u: () => this.undo(),
      s: () => this.card.edit('speaker'), t: () => this.card.edit('target'), o: () => this.card.edit('tone'), k: () => this.card.edit('country'), m: () => this.card.edit('name'),
      '/': () => { if (this.root.clientWidth <= NARROW) this.tabs.querySelector('[data-part=list]')?.click(); this.search.focus(); },
    }[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  }
}
