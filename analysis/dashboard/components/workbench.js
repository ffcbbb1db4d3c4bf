// The workbench: what is open, what of it is shown and what is chosen. A step, a search or a click on the matrix asks
// nobody; what the server must know goes out as numbered messages, so that no quick key is lost.
const SORTS = {
  order: ['in order', (a, b) => a.n - b.n],
  speaker: ['by speaker', (a, b) => a.who.localeCompare(b.who)],
  doubtful: ['doubtful first', (a, b) => !!a.checked - !!b.checked || a.sure - b.sure],
  tone: ['critical first', (a, b) => (a.tone ?? 2) - (b.tone ?? 2)],
  article: ['by article', (a, b) => a.source.localeCompare(b.source), (row) => row.source],
  outlet: ['by outlet', (a, b) => a.outlet.localeCompare(b.outlet), (row) => row.outlet || 'without an outlet'],
  day: ['by date', (a, b) => (a.day || '9').localeCompare(b.day || '9'), (row) => row.day || 'without a date'],
};
const SEVERAL = ['article', 'outlet', 'day'];  // orders of a view over several articles
const AT_ONCE = 20;  // doubtful statements that are offered to be checked at one go
const REST = 250;  // milliseconds that a statement is looked at before the server hears of it

const benches = new WeakMap();
export default function ({ data, parentElement, setStateValue }) {
  const Kind = data.parts.includes('world') ? CountriesBench : Bench;
  if (!benches.has(parentElement)) benches.set(parentElement, new Kind(parentElement));
  const bench = benches.get(parentElement);
  bench.send = setStateValue;
  bench.take(data);
  // Streamlit calls this too, with the part still there, where newer data came before older was taken.
  return () => { if (!parentElement.isConnected) { bench.end(); benches.delete(parentElement); } };
}

class Bench {
  constructor(parent) {
    const find = (name) => parent.querySelector(`.${name}`);
    Object.assign(this, { root: find('bench'), over: find('over'), figures: find('figures'), bar: find('bar'), told: parent.querySelector('.bench > .told'), tabs: find('tabs') });
    Object.assign(this, { keep: {}, sort: 'order', shown: [], rows: new Map(), outbox: [], last: 0, at: null, least: 560, sorts: SORTS });
    this.matrix = new Matrix(find('matrix'), ({ who, about }) => this.pick({ who, about }), (name, other) => this.join(name, other));
    this.chart = new Chart(find('chart'), this);
    this.one = new Voice(find('voice'), this);
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
    this.on = { keydown: (event) => this.key(event), click: (event) => this.leaving(event) };
    document.addEventListener('keydown', this.on.keydown);
    document.addEventListener('click', this.on.click, true);
    this.fill = () => this.room();
    addEventListener('resize', this.fill);
    this.later = [0, 300, 1200].map((time) => setTimeout(this.fill, time));
    this.watch = new ResizeObserver(this.fill);
    const block = document.querySelector('[data-testid=stMainBlockContainer]');
    if (block) this.watch.observe(block);
  }

  end() {
    document.removeEventListener('keydown', this.on.keydown);
    document.removeEventListener('click', this.on.click, true);
    removeEventListener('resize', this.fill);
    this.later.forEach(clearTimeout);
    clearTimeout(this.resting);
    clearTimeout(this.calling);
    this.watch.disconnect();
    this.chart.watch.disconnect();
    this.list.watch.disconnect();
  }

  // What is told of a page after another one was asked for would run the old one again, and leave the new one blank.
  leaving(event) {
    if (!event.target.closest?.('[data-testid=stTopNavLink]')) return;
    clearTimeout(this.resting);
    clearTimeout(this.calling);
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
    this.file = press('link', 'CSV', () => this.tell('file', '', this.shown.map((row) => row.id)), { key: 'E', name: 'The listed statements as a CSV file', hold: 'csv' });
    this.bulk = new Bulk(make('span', 'bulk'), this);
    this.bar.append(this.search, this.order, this.count, this.file, this.chips, this.bulk.host);
  }

  // Many rows are sent once, and held from page to page.
  whole(data) {
    const held = (globalThis.onrecordRows ??= { called: '', rows: [] });
    if (data.rows && held.called !== data.called) Object.assign(held, { called: data.called, rows: JSON.parse(data.rows) });
    else if (held.called !== data.called) this.tell('rows');
    return { ...data, rows: held.called === data.called ? held.rows : [] };
  }

  take(given) {
    const data = this.whole(given);
    const first = !this.data, old = this.data;
    this.data = data;
    this.root.classList.toggle('dark', data.dark);
    this.root.dataset.parts = data.parts.join(' ');
    this.root.classList.toggle('several', data.several);
    if (first) this.tabbed();
    if (this.given !== given) Object.assign(this, { given, rows: this.held(data) });
    this.made = data.made;
    this.offer(SORTS);
    if (data.figures) {
      this.figures.replaceChildren(...data.figures.map(([number, name]) => make('div', '', make('dt', '', name), make('dd', '', number))));
      this.matrix.take(this.counted(), { columns: (row) => row.targets, last: data.nobody, words: { ...data.tones, mixed: 'mixed' } });
      this.map.take(data.map);
    }
    if (data.file && data.file[0] !== this.filed) { this.filed = data.file[0]; if (!first) saved(data.file[1], data.file[2]); }
    this.follow(first);
    if (data.chart) this.chart.take(data.chart);
    if (data.paragraphs) this.text.take(data);
    const [turn, statement, passage, edit] = data.goto, sent = first || turn !== this.turn;
    this.turn = turn;
    if (sent) this.goTo(statement, first);
    this.room();
    this.filter({}, { quiet: true, anew: true });
    if (!this.row() && !passage && this.shown.length) this.at = this.shown[0].id;  // the one of the last article is no longer there
    if (sent && edit) Object.assign(this.card, { of: this.at, editing: edit, begin: true });
    this.show(sent);
    // A server that was started anew is told what the old one has not answered any more.
    const missed = old && old.visit !== data.visit ? this.outbox.filter((one) => one.n > this.answered) : [];
    this.answered = Date.now();
    if (missed.length) setTimeout(() => missed.forEach(({ what, id, value }) => this.tell(what, id, value)));
  }

  // The rows by id, each with the words that are searched.
  held(data) {
    return new Map(data.rows.map((row) => [row.id, { ...row, targets: row.about ? [row.about, ...row.also] : row.also.length ? row.also : [data.nobody], find: [row.who, row.role, row.act, row.about, row.text, row.source, row.via].join('\n').toLowerCase() }]));
  }

  offer(sorts) {
    const some = Object.entries(sorts).filter(([name]) => !SEVERAL.includes(name) || this.data.several);
    if (!sorts[this.sort]) this.sort = 'order';
    this.order.replaceChildren(...some.map(([value, [label]]) => Object.assign(make('option', '', label), { value, selected: value === this.sort })));
    this.sorts = sorts;
  }

  letGo() { this.keep = {}; }

  goTo(statement, first) {
    this.at = statement;
    if (statement && !this.matches(this.rows.get(statement)) && !(first && this.voice())) this.letGo();
  }

  // The rows that the list is made from, and what one of them is called.
  pool() { return this.sorted; }

  unit() { return 'statement'; }

  // On a narrow screen one part at a time.
  tabbed() {
    const names = { over: 'Overview', text: 'Article', chart: 'Chart', list: 'Statements' }, there = this.data.parts.filter((part) => names[part]);
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
    open(['text', 'chart', 'list'].find((part) => there.includes(part)));
  }

  row() { return this.keep.named ? this.places.get(this.at) : this.rows.get(this.at); }

  // The statements that count as somebody's: not those that were not said, or are rejected.
  counted() { return [...this.rows.values()].filter((row) => !row.unsaid && row.checked !== 'rejected'); }

  // The one voice that is chosen, by what it says, what is said about it or where it is named; else none.
  voice() {
    const { who, about, named, act } = this.keep, [name, ...others] = [who, about, named].filter(Boolean);
    return this.data?.chart?.voices && name && !others.length && !act && name !== this.data.nobody ? name : '';
  }

  idOf(name) {
    const row = this.counted().find((one) => one.who === name && one.by);
    return row ? row.by : (this.data.names.find(([, label]) => label === name) || this.data.chart?.silent?.find(([, label]) => label === name) || [''])[0];
  }

  // What a click on a chart has chosen; the same again lets go, unless it `stays`.
  pick({ voice = '', ...own }, stays = false) {
    const same = !stays && (voice ? this.voice() === voice : this.isPicked(own));
    const none = { who: '', about: '', act: '', named: '', some: null };
    this.filter(same ? none : { ...none, ...(voice ? this.faceOf(voice) : own) });
    if (this.list.box.scrollTop && !same) this.list.box.scrollTop = 0;
    this.call();
  }

  isPicked(own) {
    const { keep } = this, parts = ['who', 'about', 'act', 'named'];
    return parts.every((name) => (keep[name] || '') === (own[name] || '')) && (keep.some?.name || '') === (own.some?.name || '') && parts.some((name) => own[name]) + !!own.some > 0;
  }

  // What there is of a voice first: what it says, else what is said about it, else where it is named.
  faceOf(name) {
    const rows = [...this.rows.values()];
    if (rows.some((row) => row.who === name)) return { who: name };
    return rows.some((row) => row.targets.includes(name)) ? { about: name } : { named: name };
  }

  look(face, name) {
    this.filter({ who: '', about: '', named: '', [face]: name });
    this.list.box.scrollTop = 0;
  }

  // Tells the server which voice is chosen, once the hand has come to rest.
  call() {
    const name = this.voice();
    if (!this.data.chart?.voices || name === this.called) return;
    this.called = name;
    clearTimeout(this.calling);
    this.calling = setTimeout(() => this.tell('chosen', '', ['actor', (this.called && this.idOf(this.called)) || null]), 120);
  }

  // Goes to the voice that the server has chosen itself: by a link, or on another page.
  follow(first) {
    const { data } = this, passages = data.voice?.passages || [];
    this.places = new Map(passages.map((one, n) => [one.id, {
      ...one, n, passage: true, who: data.voice.name, about: '', act: '', targets: [], countries: [], likely: [], actors: [], checked: '', sure: 101, tone: null,
      source: one.meta, outlet: '', day: '', find: [one.before, one.text, one.after, one.meta].join('').toLowerCase(),
    }]));
    if (!data.chart?.voices || (!first && data.voiceTurn === this.voiceTurn)) return;
    this.voiceTurn = data.voiceTurn;
    const name = data.voice?.name || '';
    this.called = name;
    if (name || !first) Object.assign(this.keep, { who: '', about: '', act: '', named: '', some: null }, name ? this.faceOf(name) : {});
  }

  // Those first of which the program is least sure: so few that they are read at one go, and judged one by one or together.
  doubtful() {
    const left = [...this.rows.values()].filter((row) => !row.checked).sort((a, b) => a.sure - b.sure || a.n - b.n).slice(0, AT_ONCE);
    this.sort = 'doubtful';
    this.order.value = this.sort;
    const some = left.length < this.rows.size && left.length ? { name: `the ${left.length} most doubtful`, ids: new Set(left.map((row) => row.id)), kept: {} } : null;
    this.filter({ who: '', about: '', act: '', named: '', country: '', some }, { quiet: true, anew: true });
    if (this.shown.length) this.choose(this.shown[0].id);
  }

  // Makes two actors one, by the names that they have on the page.
  join(name, other) {
    const own = this.idOf(name);
    if (!own || name === other || !this.data.correct || !this.data.names.some(([, known]) => known === other)) return;
    this.tell('name', '', [own, other]);
    this.made += 1;
    this.say_to(`${name} is ${other} from now on. U takes it back.`);
  }

  // Whether a row is in what was clicked and what is searched.
  matches(row) {
    const { who, about, act, country, some, text } = this.keep;
    return !!row && (!who || row.who === who) && (!about || row.targets.includes(about)) && (!act || (row.does === act && !row.unsaid))
      && (!some || some.ids.has(row.id)) && (!country || row.countries.includes(country)) && (!text || row.find.includes(text));
  }

  // Marks what was clicked in place, and shows only what it holds in the list beside.
  filter(change, { quiet = false, anew = false } = {}) {
    Object.assign(this.keep, change);
    const { who, about, act, country, named, some, text } = this.keep, [, by, group] = this.sorts[this.sort];
    if (anew || this.sorted?.by !== by) this.sorted = Object.assign([...this.rows.values()].sort((a, b) => by(a, b) || a.n - b.n), { by });
    const all = this.pool();
    this.shown = named ? [...this.places.values()].filter((row) => !text || row.find.includes(text)) : all.filter((row) => this.matches(row));
    this.ids = new Set(this.shown.map((row) => row.id));
    this.count.textContent = named ? plural(this.shown.length, 'mention') : this.number(this.shown, all);
    const off = (name, change) => press('part', [name, sign(' ×')], () => this.filter(change), { name: `Take off: ${name}` });
    const pair = [who || (about && 'anyone'), about && `about ${about}`, act && (who ? `: ${act}` : act)].filter(Boolean).join(' ').replace(' :', ':');
    const let_go = (change) => { this.filter(change); this.call(); };
    const chosen = [pair && !this.voice() ? press('part', [pair, sign(' ×')], () => let_go({ who: '', about: '', act: '' }), { name: `Take off: ${pair}` }) : '', some ? off(some.name, { some: null }) : '', country ? off(this.data.countries[country] || country, { country: '' }) : ''];
    const kept = { speakers: who ? [who] : [], about: about && about !== this.data.nobody ? [about] : [], acts: act ? [act] : [], countries: country ? [country] : [], ...some?.kept };
    if (Object.values(kept).some((names) => names.length)) {
      chosen.push(press('link', 'Keep only this, on every page', () => {
        Object.keys(kept).forEach((name) => { if (!kept[name].length) delete kept[name]; });
        this.letGo();
        this.tell('keep', '', kept);
        this.call();
      }, { title: 'Filter every page by it', hold: 'keep' }));
    }
    chosen.push(...this.voice() ? this.one.links() : []);
    this.hold(this.chips, () => this.chips.replaceChildren(...chosen.filter(Boolean)));
    this.file.hidden = !this.shown.length || !!named || this.unit() !== 'statement';
    this.matrix.mark(this.keep);
    this.map.mark(country || '');
    if (this.data.chart) { this.chart.mark(); this.one.draw(); this.tab(); }
    this.list.take(this.shown, anew, (!named && group) || null);
    this.list.box.classList.toggle('grouped', !!group);
    this.bulk.draw();
    if (quiet) return;
    if (this.shown.length && !this.ids.has(this.at)) this.choose(this.shown[0].id); else this.show(false);
  }

  // Draws anew what may have the focus, which stays.
  hold(host, draw) {
    const active = host.getRootNode().activeElement, held = host.contains(active) ? active.dataset.hold : '';
    draw();
    if (held) host.querySelector(`[data-hold="${CSS.escape(held)}"]`)?.focus();
  }

  // How many of the statements are shown; what was not said, or is rejected, is told apart.
  number(shown, all) {
    const counts = (row) => !row.unsaid && row.checked !== 'rejected', some = shown.filter(counts).length, every = all.filter(counts).length;
    const unsaid = shown.filter((row) => row.unsaid && row.checked !== 'rejected').length, rejected = shown.filter((row) => row.checked === 'rejected').length;
    return (shown.length === all.length ? '' : `${some.toLocaleString('en')} of `) + plural(every, this.unit())
      + (unsaid ? `, ${unsaid.toLocaleString('en')} not said` : '') + (rejected ? `, ${rejected.toLocaleString('en')} rejected` : '');
  }

  // On a narrow screen the tab of the list says what a click on the chart has left in it.
  tab() {
    const tab = this.tabs.querySelector('[data-part=list]');
    const number = this.keep.named ? this.shown.length : this.shown.filter((row) => !row.unsaid && row.checked !== 'rejected').length;
    if (tab) tab.textContent = this.shown.length === this.rows.size ? 'Statements' : `${this.keep.named ? 'Mentions' : 'Statements'} (${number.toLocaleString('en')})`;
  }

  choose(id) {
    if (!this.rows.has(id) && !this.places.has(id)) return;
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
    if (!row || row.passage || !this.data.correct) return;
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
    if (what === 'open') clearTimeout(this.resting);  // the page is left: what came from it later would find nobody there
    this.last = Math.max(this.last + 1, Date.now());
    this.outbox = [...this.outbox.slice(-40), { n: this.last, to: this.data.visit, what, id, value }];
    this.send('outbox', this.outbox);
  }

  draw(row) {
    if (row.passage) {
      const node = make('div', 'row', make('span', 'words', make('span', 'rest', row.before), make('span', 'hit', row.text), make('span', 'rest', row.after)), row.source && make('span', 'source', row.source));
      node.setAttribute('role', 'option');
      node.dataset.id = row.id;
      return node;
    }
    const { tones, signs } = this.data, act = row.unsaid ? make('b', 'unsaid', row.act) : make('span', 'act', row.act);
    const perhaps = row.likely.length && row.checked !== 'corrected' ? make('span', 'quiet', ` — perhaps ${row.likely.map(([name, chance]) => `${name} ${percent(chance)}`).slice(0, 2).join(', ')}`) : '';
    const head = make('span', 'line', make('b', 'who', row.who), perhaps, row.role && make('span', 'role', `, ${row.role}`), ' ', act, row.about && ' ', row.about && make('b', 'about', row.whom), row.about && row.whom === row.about && row.also.length ? make('span', 'quiet', ` and ${row.also.join(', ')}`) : '',
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
      d: () => { if (this.data.bulk && !this.data.chart && this.data.correct) this.doubtful(); },
      e: () => { if (!this.file.hidden) this.file.click(); },
      '/': () => { if (this.root.clientWidth <= NARROW) this.tabs.querySelector('[data-part=list]')?.click(); this.search.focus(); },
    }[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  }
}
