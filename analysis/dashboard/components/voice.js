// One voice over the list: what it says, what is said about it, where it is only mentioned, as tabs over the same list.
class Voice {
  constructor(host, bench) { Object.assign(this, { host, bench }); }

  // What the server knows of the voice; nothing until it has answered.
  known() { const { voice } = this.bench.data; return voice && voice.name === this.bench.voice() ? voice : null; }

  faces(name) {
    const { bench } = this, said = bench.counted(), known = this.known();
    const named = known ? `${known.passages.length}${known.more ? ' or more' : ''}` : '…';
    return [
      ['who', 'Says', said.filter((row) => row.who === name).length],
      ['about', 'Is spoken about', said.filter((row) => row.targets.includes(name)).length],
      ['named', 'Only mentioned', bench.idOf(name) ? named : 0],
    ];
  }

  draw() {
    const { bench, host } = this, name = bench.voice();
    host.hidden = !name;
    if (!name) { this.editing = false; return; }
    const active = host.getRootNode().activeElement, held = host.contains(active) ? active.dataset.hold : '';
    if (this.editing === name && host.contains(active) && active.matches('input')) return;
    if (this.editing && this.editing !== name) this.editing = false;
    const known = this.known(), tabs = make('div', 'faces');
    tabs.setAttribute('role', 'tablist');
    tabs.ariaLabel = name;
    tabs.append(...this.faces(name).map(([face, label, number]) => {
      const on = !!bench.keep[face], tab = press('', [label, make('small', '', ` ${number.toLocaleString('en')}`)], () => bench.look(face, name), { hold: `face ${face}` });
      tab.setAttribute('role', 'tab');
      Object.assign(tab, { ariaSelected: String(on), tabIndex: on ? 0 : -1 });
      return tab;
    }));
    tabs.onkeydown = (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key], all = [...tabs.children], at = all.indexOf(event.target);
      if (!by || at < 0) return;
      event.preventDefault();
      all[(at + by + all.length) % all.length].focus();
      all[(at + by + all.length) % all.length].click();
    };
    const told = known && Object.assign(make('span', 'quiet', known.told), { title: known.told });
    const off = press('part', ['Let go', sign(' ×')], () => { bench.pick({ voice: name }); bench.list.box.focus(); }, { name: `Let go of ${name}`, title: 'Back to all statements', hold: 'let go' });
    host.replaceChildren(make('div', 'line', make('h2', '', name), told, off), tabs, this.editing ? this.field(known.id, name) : '');
    if (held) host.querySelector(`[data-hold="${CSS.escape(held)}"]`)?.focus();
  }

  // What else can be done with the voice.
  links() {
    const { bench } = this, known = this.known(), links = [];
    if (known && bench.data.correct) links.push(press('link', 'Rename or merge', () => { this.editing = this.editing ? false : known.name; this.draw(); this.host.querySelector('.field')?.begin(); }, { hold: 'rename' }));
    if (known?.first) links.push(press('link', 'Where first mentioned', () => bench.tell('open', known.first), { hold: 'first' }));
    return links;
  }

  field(own, name) {
    const { bench } = this, leave = () => { this.editing = false; this.draw(); bench.chips.querySelector('[data-hold=rename]')?.focus(); };
    const field = nameField({
      label: `${name} is really`, options: bench.data.names.filter(([id]) => id !== own), fresh: true, leave,
      done: ([, other]) => { this.editing = false; bench.tell('name', '', [own, other]); bench.called = other; bench.look(['about', 'named'].find((face) => bench.keep[face]) || 'who', other); },
    });
    return make('span', 'editor', make('span', 'who-is', `${name} is really `), field);
  }
}
