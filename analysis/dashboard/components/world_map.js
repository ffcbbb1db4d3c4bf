// A map of the countries named: no tile, no request. Whatever is pointed at goes through hit(), so that what is announced is
// what a click takes. A country too small to hit has a dot; dots that would cover each other are moved aside, each with a
// line to where it lies.
const MISS = 26, SMALL = 22;  // pixels: how far a click may miss; sides below which a country has a dot
const SPAN = 55;  // degrees: a wider country (Russia) does not decide which part of the world is shown
const WORLD = [-170, -56, 180, 80];  // west, south, east, north
const TOOLS = [46, 152];  // pixels at the upper right that the buttons take: no mark stands there
const CLOSEST = 3, FARTHEST = 150;  // degrees from south to north that are shown at least and at most

class WorldMap {
  constructor(host, pick) {
    Object.assign(this, { host, pick, chosen: '', marks: new Map(), near: true });
    this.svg = drawn('svg', { role: 'group', 'aria-label': 'Map of the countries named' });
    [this.land, this.lines, this.signs, this.names] = ['land', 'lines', 'signs', 'names'].map((name) => drawn('g', { class: name }));
    this.svg.append(this.land, this.lines, this.signs, this.names);
    this.tip = Object.assign(make('div', 'tip'), { hidden: true });
    this.tip.setAttribute('role', 'status');
    const tools = [['+', 'Zoom in', () => this.zoom(0.6)], ['−', 'Zoom out', () => this.zoom(1 / 0.6)], ['⤢', 'Where they lie', () => this.fit(true)], ['○', 'Whole world', () => this.fit(false)]];
    host.replaceChildren(this.svg, make('div', 'zoom', ...tools.map(([text, name, act]) => press('', sign(text), act, { name }))), this.tip);
    this.pen = document.createElement('canvas').getContext('2d');
    this.listen();
    this.watch = new ResizeObserver(() => this.resized());
    this.watch.observe(host);
  }

  listen() {
    let from = null;
    this.svg.onpointerdown = (event) => { from = { x: event.clientX, y: event.clientY, view: this.view }; };
    this.svg.onpointermove = (event) => {
      if (!from || !event.buttons) { this.hint(this.hit(event)); return; }
      const dx = event.clientX - from.x, dy = event.clientY - from.y;
      if (!from.moved && Math.hypot(dx, dy) <= 5) return;
      if (!from.moved) this.svg.setPointerCapture(event.pointerId);
      from.moved = true;
      this.hint('');
      this.look({ ...from.view, lon: from.view.lon - dx / this.scale / this.narrowing, lat: from.view.lat + dy / this.scale });
    };
    this.svg.onpointerleave = () => this.hint('');
    this.svg.onclick = (event) => { const code = from?.moved ? '' : this.hit(event); if (code) this.choose(code); };
    this.svg.addEventListener('wheel', (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 0.8 : 1.25, event);
    }, { passive: false });
    this.svg.onkeydown = (event) => this.key(event);
  }

  // One stop of the Tab key; arrows go from country to country, the most named first.
  key(event) {
    const at = this.order.indexOf(event.target.dataset?.code), by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const view = { '+': () => this.zoom(0.6), '=': () => this.zoom(0.6), '-': () => this.zoom(1 / 0.6), 0: () => this.fit(true) }[event.key];
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || !(by || view || event.key === 'Enter' || event.key === ' ')) return;
    event.preventDefault();
    if (view) { view(); return; }
    if (!by) { this.choose(this.order[at]); return; }
    this.at = this.order[(at + by + this.order.length) % this.order.length];
    this.bring(this.at);
    this.draw();
    this.sign(this.at)?.focus();
    this.hint(this.at);
  }

  choose(code) {
    this.at = code;
    this.pick(code);
  }

  take(data) {
    const told = JSON.stringify(data.named);
    if (told === this.told) return;
    this.told = told;
    if (this.shapes !== data.shapes.length) {
      this.shapes = data.shapes.length;
      this.unit = data.unit;
      this.paths = new Map(data.shapes.map(([code, d]) => [code, drawn('path', { d })]));
      this.land.replaceChildren(...this.paths.values());
    }
    this.named = new Map(data.named.map(([code, name, count, lon, lat, ...box]) => [code, { name, count, lon, lat, box }]));
    const most = Math.max(1, ...[...this.named.values()].map((one) => one.count));
    for (const [code, path] of this.paths) {
      const one = this.named.get(code);
      path.setAttribute('class', one ? 'named' : 'other');
      if (one) path.style.setProperty('--share', `${Math.round(30 + 70 * Math.sqrt(one.count / most))}%`);
    }
    this.order = [...this.named.keys()];
    if (!this.named.has(this.at)) this.at = this.order[0];
    if (this.near === null && this.view) this.draw(); else this.fit(this.near ?? true);
  }

  mark(code) {
    if (code === this.chosen && this.view) return;
    this.chosen = code;
    if (code) { this.at = code; this.bring(code); }
    this.draw();
  }

  resized() {
    if (this.order && this.host.clientWidth) { if (this.near === null) this.draw(); else this.fit(this.near); }
  }

  // ------------------------------------------------------------------------------------------------ what is in sight

  fit(near) {
    this.near = near;
    const all = [...this.named.values()], some = all.filter(({ box: [w, , e] }) => e - w < SPAN);
    let edge = WORLD;
    if (near && all.length) {
      const boxes = (some.length ? some : all.slice(0, 1)).map(({ box }) => box);
      edge = [0, 1, 2, 3].map((i) => Math[i < 2 ? 'min' : 'max'](...boxes.map((box) => box[i])));
      for (const { lon, lat, box: [w, s, e, n] } of all) {  // of a wide one that is not in sight at all, its middle
        if (e < edge[0] || w > edge[2] || n < edge[1] || s > edge[3]) edge = [Math.min(edge[0], lon - 9), Math.min(edge[1], lat - 6), Math.max(edge[2], lon + 9), Math.max(edge[3], lat + 6)];
      }
    }
    const [w, s, e, n] = edge, lat = (s + n) / 2, room = near ? 1.18 : 1;
    this.size();
    const narrowing = this.narrow(lat, n - s), wide = this.wide - TOOLS[0];
    const high = Math.min(FARTHEST * 1.4, Math.max(near ? 9 : 0, (n - s) * room, ((e - w) * room * narrowing * this.high) / wide));
    const aside = (TOOLS[0] / 2) * (high / this.high) / this.narrow(lat, high);  // in the middle of what the buttons leave
    this.look({ lon: (w + e) / 2 + aside, lat, high }, near);
  }

  // What is under the pointer, or the country that is chosen, stays where it is.
  zoom(by, event = null) {
    const high = Math.min(FARTHEST, Math.max(CLOSEST, this.view.high * by)), mark = this.marks.get(this.chosen);
    const frame = this.svg.getBoundingClientRect();
    const still = event || (mark?.inside && { clientX: frame.x + mark.home[0], clientY: frame.y + mark.home[1] });
    const before = still && this.under(still);
    this.look({ ...this.view, high });
    if (before) {
      const after = this.under(still);
      this.look({ ...this.view, lon: this.view.lon + before[0] - after[0], lat: this.view.lat + before[1] - after[1] });
    }
  }

  look(view, near = null) {
    this.view = { high: view.high, lon: Math.min(190, Math.max(-190, view.lon)), lat: Math.min(80, Math.max(-70, view.lat)) };
    this.near = near;
    this.draw();
  }

  // Brings a country into sight, where it is not.
  bring(code) {
    const one = this.named?.get(code), mark = this.marks.get(code);
    if (!one || !mark || !this.view || (mark.x > 0 && mark.x < this.wide && mark.y > 0 && mark.y < this.high)) return;
    this.look({ ...this.view, lon: one.lon, lat: one.lat });
  }

  // How much narrower a degree of longitude is drawn than one of latitude: true to shape in the middle of what is shown.
  narrow(lat, high) {
    const wide = Math.min(1, Math.max(0, (high - 30) / 90));
    return Math.cos(((Math.abs(lat) * (1 - wide) + 25 * wide) * Math.PI) / 180);
  }

  size() { [this.wide, this.high] = [Math.max(60, this.host.clientWidth), Math.max(50, this.host.clientHeight)]; }

  place(lon, lat) { return [this.wide / 2 + (lon - this.view.lon) * this.narrowing * this.scale, this.high / 2 - (lat - this.view.lat) * this.scale]; }

  under({ clientX, clientY }) {
    const box = this.svg.getBoundingClientRect();
    return [this.view.lon + (clientX - box.x - this.wide / 2) / this.scale / this.narrowing, this.view.lat - (clientY - box.y - this.high / 2) / this.scale];
  }

  // ------------------------------------------------------------------------------------------------------ how it looks

  draw() {
    if (!this.view || !this.named) return;
    const had = this.signs.getRootNode().activeElement?.dataset?.code;
    this.size();
    this.scale = this.high / this.view.high;
    this.narrowing = this.narrow(this.view.lat, this.view.high);
    this.svg.setAttribute('viewBox', `0 0 ${this.wide} ${this.high}`);
    const [x, y] = this.place(0, 0), per = this.scale / this.unit;
    this.land.setAttribute('transform', `translate(${x} ${y}) scale(${per * this.narrowing} ${per})`);
    const r = this.order.length > 25 ? 5.5 : 7;
    this.marks = new Map(this.order.map((code) => [code, this.markOf(code, r)]));
    spread([...this.marks.values()].filter((mark) => mark.inside), this.wide, this.high, TOOLS);
    this.label();
    this.lines.replaceChildren(...[...this.marks.values()].filter((mark) => !mark.fixed && Math.hypot(mark.x - mark.home[0], mark.y - mark.home[1]) > mark.r)
      .flatMap((mark) => [drawn('line', { x1: mark.home[0], y1: mark.home[1], x2: mark.x, y2: mark.y }), drawn('circle', { cx: mark.home[0], cy: mark.home[1], r: 1.6 })]));
    this.signs.replaceChildren(...[...this.order].reverse().map((code) => this.signOf(code)));
    this.names.replaceChildren(...this.order.filter((code) => this.marks.get(code).box).map((code) => {
      const [left, top] = this.marks.get(code).box;
      return Object.assign(drawn('text', { x: left + 2, y: top + 12, class: code === this.chosen ? 'on' : '', 'aria-hidden': 'true' }), { textContent: this.named.get(code).name });
    }));
    this.paths.forEach((path, code) => path.classList.toggle('on', code === this.chosen));
    const on = this.paths.get(this.chosen);
    if (on && this.named.has(this.chosen)) this.land.append(on);  // its outline above its neighbours
    if (had) this.sign(had)?.focus();
  }

  // Where a country is marked: at its own point, or at the spot in sight that is nearest to the middle.
  markOf(code, r) {
    const { lon, lat, box: [w, s, e, n] } = this.named.get(code), home = this.place(lon, lat);
    const side = Math.max((e - w) * this.narrowing, n - s) * this.scale, dot = !this.paths.has(code) || side < SMALL;
    const mark = { code, home, x: home[0], y: home[1], r: dot ? r : 4, fixed: !dot };
    mark.inside = this.inside(mark);
    if (dot || mark.inside) return mark;
    let far = Infinity;
    const [left, top] = this.place(w, n), [right, bottom] = this.place(e, s);
    if (right < 0 || left > this.wide || bottom < 0 || top > this.high) return mark;
    for (let i = 1; i < 16; i += 1) {
      for (let j = 1; j < 10; j += 1) {
        const px = (i * this.wide) / 16, py = (j * this.high) / 10, away = Math.hypot(px - this.wide / 2, py - this.high / 2);
        if (away < far && this.holds(code, px, py)) { Object.assign(mark, { x: px, y: py, inside: true }); far = away; }
      }
    }
    return mark;
  }

  inside({ x, y }) { return x > 0 && x < this.wide && y > 0 && y < this.high; }

  // Names, those of the chosen and the most named countries first; none covers a mark or another name.
  label() {
    this.pen.font = `600 12px ${getComputedStyle(this.host).fontFamily}`;
    const tools = [this.wide - TOOLS[0], 0, this.wide, TOOLS[1]], marks = [...this.marks.values()].filter((mark) => mark.inside);
    const taken = [...marks.map((mark) => [mark.x - mark.r - 1, mark.y - mark.r - 1, mark.x + mark.r + 1, mark.y + mark.r + 1, mark.code]), tools];
    const first = this.order.filter((code) => code === this.chosen), rest = this.order.filter((code) => code !== this.chosen);
    for (const code of [...first, ...rest]) {
      const mark = this.marks.get(code);
      if (!mark.inside) continue;
      const wide = this.pen.measureText(this.named.get(code).name).width + 5;
      mark.box = nameBox(mark, wide, taken.filter((box) => box[4] !== code), [this.wide, this.high]);
      if (mark.box) taken.push(mark.box);
    }
  }

  signOf(code) {
    const { name, count } = this.named.get(code), { x, y, r, fixed } = this.marks.get(code), on = code === this.chosen;
    const node = drawn('g', { class: on ? 'country on' : 'country', role: 'button', tabindex: code === this.at ? 0 : -1, 'data-code': code, 'aria-pressed': String(on),
      'aria-label': `${name}: ${plural(count, 'mention')}`, transform: `translate(${x} ${y})` });
    node.append(fixed ? drawn('circle', { r: 9, class: 'here' }) : drawn('circle', { r }));
    return node;
  }

  sign(code) { return this.signs.querySelector(`[data-code="${code}"]`); }

  // ----------------------------------------------------------------------------------------------------- what is meant

  holds(code, x, y) {
    const point = new DOMPoint(((x - this.wide / 2) / this.scale / this.narrowing + this.view.lon) * this.unit, ((y - this.high / 2) / this.scale - this.view.lat) * this.unit);
    return !!this.paths.get(code)?.isPointInFill(point);
  }

  // A dot first, then a name, then the country under the pointer; beside all of them the nearest that is not far.
  hit({ clientX, clientY }) {
    const frame = this.svg.getBoundingClientRect(), x = clientX - frame.x, y = clientY - frame.y;
    const away = (code) => { const mark = this.marks.get(code); return Math.hypot(x - mark.x, y - mark.y); };
    const nearest = (codes, most) => codes.filter((code) => away(code) <= most).sort((a, b) => away(a) - away(b))[0];
    return nearest(this.order.filter((code) => !this.marks.get(code).fixed), 10)
      || this.order.find((code) => { const box = this.marks.get(code).box; return box && meet(box, [x, y, x, y]); })
      || this.order.find((code) => this.holds(code, x, y)) || nearest(this.order, MISS) || '';
  }

  hint(code) {
    if (code === this.hinted) return;
    this.hinted = code;
    this.tip.hidden = !code;
    this.svg.style.cursor = code ? 'pointer' : 'grab';
    if (code) this.tip.textContent = `${this.named.get(code).name}: ${plural(this.named.get(code).count, 'mention')}`;
    this.order.forEach((other) => [this.paths.get(other), this.sign(other)].forEach((node) => node?.classList.toggle('under', other === code)));
  }
}
