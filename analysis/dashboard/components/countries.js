// The Countries page: the map, and beside it one of three looks at a country: where it is named (as keywords in context), what
// its people say, what is said about it. All in the browser: a click marks in place and fills the list beside.
const SORTS_OF_MENTIONS = {
  order: ['in order', (a, b) => a.n - b.n],
  how: ['by how it is named', (a, b) => a.how.localeCompare(b.how)],
  words: ['by words', (a, b) => a.hit.localeCompare(b.hit)],
  article: ['by article', (a, b) => a.source.localeCompare(b.source)],
};

class CountriesBench extends Bench {
  constructor(parent) {
    super(parent);
    const find = (name) => parent.querySelector(`.${name}`);
    Object.assign(this, { ways: find('ways'), lands: find('lands'), about: find('about-it'), look: 'named', least: 440 });
    this.world = new WorldMap(find('globe'), (code) => this.filter({ country: this.keep.country === code ? '' : code }));
    this.card = new CountryCard(find('card'), this);
    this.heading = make('h2');
    this.share = make('span', 'quiet');
    this.box = Object.assign(make('select'), { ariaLabel: 'Country', onchange: () => this.filter({ country: this.box.value }) });
    this.looks = make('div', 'looks');
    this.looks.setAttribute('role', 'tablist');
    this.looks.ariaLabel = 'What of it to look at';
    this.looks.onkeydown = (event) => this.walk(event);
    this.about.replaceChildren(make('div', 'name', this.heading, this.share, this.box), this.looks);
  }

  end() {
    super.end();
    this.world.watch.disconnect();
  }

  take(data) {
    const [turn, country, look] = data.look;
    if (turn !== this.turnOfLook) Object.assign(this, { look, turnOfLook: turn, keep: { ...this.keep, country: country || '' } });
    this.names = new Map(data.world.named.map(([code, name, count]) => [code, [name, count]]));
    this.world.take(data.world);
    super.take(data);
    if (!this.row() && this.shown.length) { this.at = this.shown[0].id; this.show(false); }
    this.chipsOf(data);
  }

  // Statements and mentions; the list is made from those that are looked at.
  held(data) {
    const words = (row) => [row.before, row.hit, row.after, row.how, row.why, row.source].join('\n').toLowerCase();
    this.every = { said: super.held(data), named: new Map(data.mentions.map((row) => [row.id, { ...row, find: words(row) }])) };
    return this.of();
  }

  // What is looked at: without a country, every mention.
  now() { return this.keep.country ? this.look : 'named'; }

  of() { return this.every[this.now() === 'named' ? 'named' : 'said']; }

  offer() { super.offer(this.now() === 'named' ? SORTS_OF_MENTIONS : SORTS); }

  unit() { return this.now() === 'named' ? 'mention' : 'statement'; }

  isOf(row, look, country) {
    if (look === 'named') return !country || row.code === country;
    return look === 'by' ? row.from === country : row.concerns.includes(country);
  }

  pool() {
    const look = this.now(), { country } = this.keep;
    return this.sorted.filter((row) => this.isOf(row, look, country));
  }

  matches(row) { return !!row && this.isOf(row, this.now(), this.keep.country) && (!this.keep.text || row.find.includes(this.keep.text)); }

  letGo() { this.keep = { country: this.keep.country, text: this.search.value.trim().toLowerCase() }; }

  // A choice of a country or of a look at it changes what the list is made from; the server hears of it.
  filter(change, { quiet = false, anew = false } = {}) {
    const moved = ('country' in change && change.country !== (this.keep.country || '')) || ('look' in change && change.look !== this.look);
    if (change.look) { this.look = change.look; this.root.dataset.tab = 'list'; }
    const { look, ...rest } = change;
    Object.assign(this.keep, rest);
    if (moved) this.tell('look', '', [this.keep.country || '', this.look]);
    this.rows = this.of();
    if (moved) this.offer();
    this.root.dataset.look = this.now();
    this.led = true;  // to the first row: what nobody chose is no step in the browser's history
    super.filter({}, { quiet, anew: anew || moved });
    this.led = false;
    Object.assign(this.search, { placeholder: `Search ${this.unit()}s`, ariaLabel: `Search ${this.unit()}s` });
    this.world.mark(this.keep.country || '');
    this.head();
  }

  // The name of what is looked at with its numbers; the looks are tabs, on a narrow screen with the map as one of them.
  head() {
    const { country } = this.keep, now = this.now(), every = [...this.every.named.values()];
    const [name, count] = this.names.get(country) || [this.data.countries[country] || country, 0];
    this.heading.textContent = country ? name : 'All countries';
    this.share.textContent = country ? `${count.toLocaleString('en')} of ${plural(this.data.total, 'mention')} (${Math.round((100 * count) / Math.max(1, this.data.total))} %)` : plural(this.names.size, 'country').replace('countrys', 'countries');
    const options = [['', `All countries (${this.data.total.toLocaleString('en')})`], ...[...this.names].map(([code, [label, number]]) => [code, `${label} (${number.toLocaleString('en')})`])];
    if (country && !this.names.has(country)) options.push([country, `${name} (0)`]);
    this.box.replaceChildren(...options.map(([value, label]) => Object.assign(make('option', '', label), { value, selected: value === (country || '') })));
    const number = (look) => (look === 'named' ? (country ? count : this.data.total) : [...this.every.said.values()].filter((row) => this.isOf(row, look, country)).length);
    const held = this.looks.getRootNode().activeElement?.dataset?.look;
    const tab = (look, label, on, act) => {
      const node = press(look === 'map' ? 'map-tab' : '', label, act, { off: look !== 'map' && look !== 'named' && !country });
      node.setAttribute('role', 'tab');
      node.dataset.look = look;
      node.ariaSelected = String(on);
      node.tabIndex = on ? 0 : -1;
      return node;
    };
    const map = this.root.dataset.tab === 'world';
    this.looks.replaceChildren(tab('map', 'Map', map, () => this.toMap()), ...this.data.looks.map(([look, label]) => tab(look,
      [label, ' ', country || look === 'named' ? make('b', '', number(look).toLocaleString('en')) : ''], !(map && this.root.classList.contains('narrow')) && look === now, () => { this.filter({ look }); })));
    if (held) this.looks.querySelector(`[data-look="${held}"]`)?.focus();
    if (every.length < this.data.total && now === 'named') this.share.textContent += `; the first ${every.length.toLocaleString('en')} are listed`;
  }

  toMap() {
    this.root.dataset.tab = 'world';
    this.head();
    this.world.resized();
  }

  walk(event) {
    const all = [...this.looks.children].filter((node) => !node.disabled && node.offsetParent), by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = all[(all.indexOf(event.target) + by + all.length) % all.length];
    next.focus();
    next.click();
  }

  tabbed() { this.tabs.remove(); this.root.dataset.tab = 'world'; }

  goTo(statement) { this.at = this.rows.has(statement) && this.matches(this.rows.get(statement)) ? statement : null; }

  room() {
    super.room();
    const narrow = this.root.classList.contains('narrow');
    if (narrow !== this.was) { this.was = narrow; if (this.data && this.every) { this.head(); this.world.resized(); } }
  }

  // Which ways of naming a country count: a click leaves one out, on every page.
  chipsOf({ ways, without, beside, aside, mainly }) {
    const tell = (less, also) => this.tell('ways', '', { without: less, aside: also });
    const held = this.ways.getRootNode().activeElement?.dataset?.hold;
    const one = ([how, number]) => press('way', [how, ' ', make('b', '', number.toLocaleString('en'))], () => tell(without.includes(how) ? without.filter((other) => other !== how) : [...without, how], aside),
      { pressed: !without.includes(how), hold: `way ${how}`, title: without.includes(how) ? 'Count these too, on every page' : 'Count these no longer, on any page' });
    const also = beside ? press('way', [`datelines and captions `, make('b', '', beside.toLocaleString('en'))], () => tell(without, !aside),
      { pressed: aside, hold: 'way aside', title: 'What stands beside the article’s own words often only names where a reporter was' }) : '';
    this.ways.replaceChildren(make('span', 'quiet', 'Counted by'), ...ways.map(one), also);
    if (held) this.ways.querySelector(`[data-hold="${CSS.escape(held)}"]`)?.focus();
    this.lands.replaceChildren(...(mainly.length ? ['Mainly about ', make('b', '', mainly[0]), mainly[1] ? `, then ${mainly[1]}. ` : '. '] : []),
      'The stronger the colour, the more often named. Drag moves, Ctrl and wheel zoom. Borders: Natural Earth, simplified; Crimea is drawn with Ukraine, Western Sahara as one; they say nothing about who owns what.');
  }

  // ------------------------------------------------------------------------------------------------------- mentions

  draw(row) {
    if (!row.mention) return super.draw(row);
    const which = this.keep.country ? '' : make('b', '', this.names.get(row.code)?.[0] || row.code);
    const line = make('span', 'kwic', make('span', 'before', make('bdi', '', row.before)), make('b', 'hit', row.hit), make('span', 'after', make('bdi', '', row.after)));
    const node = make('div', 'row mention', line, make('span', 'quiet how', which, make('span', '', [row.how, row.beside].filter(Boolean).join(' · '))), row.source && make('span', 'from', row.source));
    node.setAttribute('role', 'option');
    node.dataset.id = row.id;
    return node;
  }

  rest() { if (!this.led && this.now() !== 'named') super.rest(); }

  open(row) { if (row?.mention) this.tell('open', row.open); else super.open(row); }

  judge(verdict) {
    const row = this.row();
    if (!row?.mention) super.judge(verdict); else if (verdict === 'reject') this.moved(row, null);
  }

  // Words that are no country, or another one, leave the list at once, wherever they come again; the server's answer follows.
  moved(row, code) {
    if (!this.data.correct) return;
    const [start, end] = row.at;
    this.tell('words', row.article, [start, end, code]);
    this.card.editing = null;
    const at = this.shown.findIndex((one) => one.id === row.id), same = (one) => one.code === row.code && one.hit === row.hit;
    const next = this.shown.slice(at).find((one) => !same(one)) || this.shown.slice(0, at).reverse().find((one) => !same(one));
    let number = 0;
    for (const [own, one] of this.every.named) {
      if (!same(one)) continue;
      number += 1;
      if (code) Object.assign(one, { code, countries: [code] }); else this.every.named.delete(own);
    }
    this.made += 1;
    this.at = next ? next.id : null;
    this.filter({}, { quiet: true, anew: true });
    this.show(true);
    this.say_to(`${row.hit}: ${code ? this.data.countries[code] || code : 'no country'}, ${plural(number, 'mention')}`);
  }
}

// The card of a mention: the words around it, why they point to the country, and what else they may be.
class CountryCard extends Card {
  nothing() {
    const { bench } = this;
    if (bench.keep.text) return 'Nothing here has these words.';
    return { named: 'No mention is counted here.', by: 'Nobody from this country is quoted.', about: 'No statement is about this country or its people.' }[bench.now()];
  }

  steps(row) {
    const bar = super.steps(row), { bench } = this;
    if (bench.now() !== 'named') return bar;
    bar.querySelectorAll('.verdict').forEach((node) => node.remove());
    bar.querySelector('[data-hold=N]').ariaLabel = 'Next mention';
    bar.querySelector('[data-hold=P]').ariaLabel = 'Previous mention';
    if (!row) bar.querySelector('.of').textContent = plural(bench.shown.length, 'mention');
    bar.querySelector('.undo')?.before(
      press('verdict', [sign('⇄'), 'Another country'], () => this.edit('country'), { key: 'K', name: 'Another country', title: 'These words mean another country', off: !row }),
      press('verdict', [sign('✗'), 'No country'], () => bench.judge('reject'), { key: 'X', name: 'No country', title: 'No country, here and wherever these words come again', off: !row }));
    return bar;
  }

  statement(row) {
    if (!row.mention) return super.statement(row);
    const { bench } = this, quote = make('blockquote', 'plain', row.before, make('span', 'hit', row.hit), row.after);
    const number = [...bench.every.named.values()].filter((one) => one.code === row.code && one.hit === row.hit).length;
    const why = make('p', 'quiet', `${row.why}${number > 1 ? ` These words stand here ${number === 2 ? 'twice' : `${number.toLocaleString('en')} times`}.` : ''}`);
    const edit = this.editing === 'country' ? [this.otherCountry(row)] : [];
    const foot = make('div', 'foot', press('link', 'Show in the article', () => bench.open(row), { hold: 'open', title: 'Enter, or a double click on the row' }));
    return [quote, ...edit, why, row.source ? make('p', 'from', row.source) : '', foot];
  }

  edit(field) {
    const row = this.bench.row();
    if (row?.mention && field !== 'country') return;
    super.edit(field);
  }

  otherCountry(row) {
    const { bench } = this, { data } = bench, codes = [...new Set([...data.named, ...Object.keys(data.countries)])];
    const options = codes.filter((code) => code !== row.code).map((code) => [code, data.countries[code] || code, '']);
    const field = nameField({ label: 'Which country is meant', options, fresh: false, leave: (stay) => this.close('country', stay), done: ([code]) => bench.moved(row, code) });
    return make('p', 'editor', make('span', 'who-is', `“${row.hit}” means `), field, make('span', 'quiet', ' here and wherever it comes again'));
  }
}
