// Statements as rows of prose, as many as there are: only those in sight are in the page. A listbox: arrows, Page Up and
// Down, Home and End go from row to row.
const AHEAD = 240;  // pixels above and below what is in sight that are drawn too

class StatementList {
  constructor(box, draw, choose, open) {
    Object.assign(this, { box, draw, choose, open, rows: [], high: new Map(), nodes: new Map(), tops: [0], chosen: null });
    this.inner = make('div', 'inner');
    this.inner.setAttribute('role', 'presentation');
    box.replaceChildren(this.inner);
    box.onscroll = () => this.render();
    box.onclick = (event) => {
      const row = event.target.closest('.row');
      if (row && !String(getSelection())) this.choose(row.dataset.id);
    };
    box.ondblclick = (event) => { if (event.target.closest('.row')) this.open(); };
    box.onkeydown = (event) => this.key(event);
    this.watch = new ResizeObserver(() => {
      if (this.wide !== box.clientWidth) { this.wide = box.clientWidth; this.high.clear(); }
      this.measure();
      this.render();
    });
    this.watch.observe(box);
  }

  // Which rows there are; they are drawn by the next `mark`. `anew` where what they say has changed too.
  // `group` tells what a row stands under: where that begins, it has a heading.
  take(rows, anew, group = null) {
    if (anew || group !== this.group) { this.nodes.clear(); if (group !== this.group) this.high.clear(); }
    Object.assign(this, { rows, group });
    this.places = new Map(rows.map((row, i) => [row.id, i]));
    this.measure();
  }

  mark(id, bring) {
    this.chosen = id;
    if (bring) this.bring(this.places?.get(id));
    this.render(true);
  }

  measure() {
    const guess = this.guess || 66, tops = new Array(this.rows.length + 1);
    tops[0] = 0;
    this.rows.forEach((row, i) => { tops[i + 1] = tops[i] + (this.high.get(row.id) || guess); });
    this.tops = tops;
    this.inner.style.height = `${tops[this.rows.length]}px`;
  }

  // The row at a height: the last one that begins above it.
  at(y) {
    let low = 0, high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tops[middle] <= y) low = middle; else high = middle - 1;
    }
    return low;
  }

  render(anew = false, again = 3) {
    const { scrollTop, clientHeight } = this.box, number = this.rows.length;
    const first = number ? this.at(scrollTop - AHEAD) : 0, last = number ? this.at(scrollTop + clientHeight + AHEAD) : -1;
    if (!anew && first === this.first && last === this.last) return;
    Object.assign(this, { first, last });
    const nodes = [], had = this.nodes;
    this.nodes = new Map();
    for (let i = first; i <= last; i += 1) {
      const { id } = this.rows[i], heading = this.heading(i), known = had.get(id);
      const node = known && (known.dataset.under || '') === heading ? known : this.drawn(i, heading);
      this.nodes.set(id, node);
      Object.assign(node, { id: `row-${i}`, ariaSelected: String(this.rows[i].id === this.chosen), ariaPosInSet: i + 1, ariaSetSize: number });
      node.classList.toggle('on', this.rows[i].id === this.chosen);
      nodes.push(node);
    }
    if (nodes.length !== this.inner.childElementCount || nodes.some((node, i) => this.inner.children[i] !== node)) this.inner.replaceChildren(...nodes);
    this.inner.style.paddingTop = `${this.tops[first] || 0}px`;
    const active = this.places?.get(this.chosen);
    if (active >= first && active <= last) this.box.setAttribute('aria-activedescendant', `row-${active}`);
    else this.box.removeAttribute('aria-activedescendant');
    let moved = false, sum = 0;
    nodes.forEach((node, i) => {
      const high = node.getBoundingClientRect().height, id = this.rows[first + i].id;
      sum += high;
      if (high && this.high.get(id) !== high) { this.high.set(id, high); moved = true; }
    });
    if (nodes.length && sum) this.guess = sum / nodes.length;
    if (moved && again) { this.measure(); this.render(true, again - 1); }
  }

  heading(i) {
    if (!this.group) return '';
    const name = this.group(this.rows[i]);
    return i && this.group(this.rows[i - 1]) === name ? '' : name;
  }

  drawn(i, heading) {
    const node = this.draw(this.rows[i]);
    if (heading) {
      const number = this.rows.filter((row) => this.group(row) === heading && !row.unsaid && row.checked !== 'rejected').length;
      node.dataset.under = heading;
      node.prepend(make('span', 'heading', heading, make('span', 'quiet', ` ${number.toLocaleString('en')}`)));
    }
    return node;
  }

  bring(i, again = 2) {
    if (i === undefined) return;
    const { scrollTop, clientHeight } = this.box, top = this.tops[i], bottom = this.tops[i + 1];
    if (top >= scrollTop && bottom <= scrollTop + clientHeight) return;
    this.box.scrollTop = top < scrollTop ? top - 8 : bottom - clientHeight + Math.min(40, clientHeight / 4);
    this.render(true);
    if (again) this.bring(i, again - 1);
  }

  key(event) {
    if (event.key === 'Enter' && this.chosen) { event.preventDefault(); this.open(); return; }
    const at = this.places?.get(this.chosen) ?? -1, end = this.rows.length - 1;
    const page = Math.max(1, Math.floor(this.box.clientHeight / (this.guess || 66)) - 1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: end }[event.key];
    if (to === undefined || end < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.choose(this.rows[Math.max(0, Math.min(end, to))].id);
  }
}
