// What is done to all statements of the list at once, and the way to the doubtful ones. What a person has checked already
// is left as it is. A tag belongs to an article: the articles of the statements in the list are given it.
class Bulk {
  constructor(host, bench) {
    Object.assign(this, { host, bench, open: '', done: '' });
    this.known = Object.assign(make('datalist'), { id: 'known-tags' });
    this.field = Object.assign(make('input'), { type: 'text', placeholder: 'A tag', ariaLabel: 'Tag', maxLength: 60, autocomplete: 'off' });
    this.field.setAttribute('list', 'known-tags');
    this.field.dataset.hold = 'bulk tag';
    this.field.onkeydown = (event) => { if (event.key === 'Enter') this.tag(); };
  }

  left() { return this.bench.shown.filter((row) => !row.checked && !row.passage); }

  // The articles of the statements in the list, rejected ones apart: what is wrong tells nothing of its article.
  articles() { return [...new Set(this.bench.shown.filter((row) => !row.passage && row.checked !== 'rejected').map((row) => row.article))]; }

  draw() {
    const { bench, host } = this, { data } = bench;
    host.hidden = !data.bulk || !data.correct || !(bench.rows.size || this.done || data.tagged);
    if (host.hidden) return;
    if (data.tagged && data.tagged !== this.heard) bench.say_to(data.tagged);
    this.heard = data.tagged;
    const active = host.getRootNode().activeElement, held = host.contains(active) ? active.dataset.hold : '';
    const doubtful = data.chart ? '' : press('link', 'Check the doubtful first', () => { bench.doubtful(); bench.list.box.focus(); }, { key: 'D', hold: 'doubtful', title: 'The twenty of which the program is least sure, of those that are not checked' });
    const check = this.toggle('check', 'Check all in the list', 'Right or wrong for all of them at once');
    const tag = data.tags && this.toggle('tag', data.several ? 'Tag their articles' : 'Tag the article', 'A tag for the articles of all statements in the list: the Library finds them by it');
    const strip = this.open && make('div', 'strip', ...(this.open === 'check' ? this.checking() : this.tagging()));
    host.replaceChildren(...[doubtful, check, tag, strip].filter(Boolean));
    if (held) (host.querySelector(`[data-hold="${CSS.escape(held)}"]:enabled`) || host.querySelector('[data-hold="bulk undo"]'))?.focus();
  }

  toggle(what, label, title) {
    const node = press('link', label, () => {
      Object.assign(this, { open: this.open === what ? '' : what, done: '' });
      this.draw();
      if (this.open === 'tag') this.field.focus();
    }, { hold: `bulk ${what}s`, title });
    node.ariaExpanded = String(this.open === what);
    return node;
  }

  checking() {
    const left = this.left(), number = left.length.toLocaleString('en');
    const judge = (verdict, label, mark) => press('verdict', [sign(mark), label], () => this.judge(verdict), { name: `${label}: ${plural(left.length, 'statement')}`, hold: `bulk ${verdict}`, off: !left.length });
    return [make('span', '', left.length ? `${plural(left.length, 'statement')} in the list not checked yet:` : this.bench.rows.size ? 'Every statement in the list is checked.' : 'No statement is left in the list.'),
      ...(left.length ? [judge('accept', `All ${number} right`, '✓'), judge('reject', `All ${number} wrong`, '✗')] : []),
      ...this.undoable(this.done)];
  }

  tagging() {
    const { tags, tagged, several } = this.bench.data, number = this.articles().length, label = several ? `Tag ${plural(number, 'article')}` : 'Tag the article';
    this.known.replaceChildren(...tags.map((name) => Object.assign(make('option'), { value: name })));
    const lead = tagged ? '' : make('span', '', several ? `The list has statements of ${plural(number, 'article')}:` : 'The article of these statements:');
    return [lead, this.field, this.known,
      press('verdict', label, () => this.tag(), { hold: 'bulk give', off: !number }), ...this.undoable(tagged, this.bench.made)];
  }

  undoable(done, able = 1) {
    return done ? [make('span', 'checked', done), able > 0 && press('', [sign('↶'), 'Undo'], () => { this.done = ''; this.bench.undo(); this.draw(); }, { hold: 'bulk undo' })].filter(Boolean) : [];
  }

  judge(verdict) {
    const { bench } = this, left = this.left(), made = verdict === 'accept' ? 'accepted' : 'rejected';
    bench.tell('verdicts', '', [verdict, left.map((row) => row.id)]);
    left.forEach((row) => { row.checked = made; bench.list.nodes.delete(row.id); });
    bench.made += 1;
    this.done = `${plural(left.length, 'statement')} ${made}`;
    bench.say_to(this.done);
    bench.show(false);
    this.draw();
    this.host.querySelector('[data-hold="bulk undo"]')?.focus();
  }

  // What was tagged is told once it is kept: only the server knows which of the articles have the tag already.
  tag() {
    const name = this.field.value.trim();
    if (!name) { this.field.focus(); return; }
    this.field.value = '';
    this.bench.tell('tag', '', [name, this.articles()]);
  }
}
