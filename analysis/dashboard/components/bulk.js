// What is done to all statements of the list at once, and the way to the doubtful ones. What a person has checked already
// is left as it is.
class Bulk {
  constructor(host, bench) { Object.assign(this, { host, bench, open: false, done: '' }); }

  left() { return this.bench.shown.filter((row) => !row.checked && !row.passage); }

  draw() {
    const { bench, host } = this, { data } = bench;
    host.hidden = !data.bulk || !data.correct || !bench.rows.size;
    if (host.hidden) return;
    const active = host.getRootNode().activeElement, held = host.contains(active) ? active.dataset.hold : '';
    const left = this.left(), number = left.length.toLocaleString('en');
    const doubtful = data.chart ? '' : press('link', 'Check the doubtful first', () => { bench.doubtful(); bench.list.box.focus(); }, { key: 'D', hold: 'doubtful', title: 'The twenty of which the program is least sure, of those that are not checked' });
    const toggle = press('link', 'Check all in the list', () => { Object.assign(this, { open: !this.open, done: '' }); this.draw(); }, { hold: 'bulk', title: 'Right or wrong for all of them at once' });
    toggle.ariaExpanded = String(this.open);
    const judge = (verdict, label, mark) => press('verdict', [sign(mark), label], () => this.judge(verdict), { name: `${label}: ${plural(left.length, 'statement')}`, hold: `bulk ${verdict}`, off: !left.length });
    const strip = !this.open ? '' : make('div', 'strip', make('span', '', left.length ? `${plural(left.length, 'statement')} in the list not checked yet:` : 'Every statement in the list is checked.'),
      ...(left.length ? [judge('accept', `All ${number} right`, '✓'), judge('reject', `All ${number} wrong`, '✗')] : []),
      this.done && make('span', 'checked', this.done), this.done && press('', [sign('↶'), 'Undo'], () => { this.done = ''; bench.undo(); this.draw(); }, { hold: 'bulk undo' }));
    host.replaceChildren(...[doubtful, toggle, strip].filter(Boolean));
    if (held) (host.querySelector(`[data-hold="${CSS.escape(held)}"]:enabled`) || host.querySelector('[data-hold="bulk undo"]'))?.focus();
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
}
