// The card of the chosen statement: what it says, who said it, about whom, in what tone, each with how sure it is, and with
// a way to mend it in place. The buttons stay where they are whatever it holds.
const OTHERS = 2;  // speakers that are offered in the place of the one that was found

class Card {
  constructor(host, bench) { Object.assign(this, { host, bench, editing: null }); }

  draw() {
    const { bench, host } = this, row = bench.row(), active = host.getRootNode().activeElement;
    const held = host.contains(active) ? active.dataset.hold : '';
    // Whoever is writing a name goes on, whatever the server has answered meanwhile.
    if (this.editing && this.editing === this.drawn && this.of === row?.id && !this.begin && host.contains(active) && active.matches('input')) return;
    if (this.of !== row?.id) Object.assign(this, { of: row?.id, editing: null });
    const passage = row?.passage ? row : !row && bench.data.passage;
    const parts = row && !passage ? this.statement(row) : passage ? this.passage(passage) : [make('p', 'quiet', bench.shown.length
      ? 'Press N, or click a tinted passage or a row, to see who said it and why.' : this.nothing())];
    host.replaceChildren(this.steps(row), make('div', 'body', ...parts));
    host.classList.toggle('human', !!row?.checked);
    this.drawn = this.editing;
    const field = this.editing && host.querySelector('.editor .field, .editor .choices');
    if (field && this.begin) { this.begin = false; (field.begin || (() => field.querySelector('button')?.focus()))(); }
    else if (held) host.querySelector(`[data-hold="${CSS.escape(held)}"]`)?.focus();
  }

  nothing() { return 'No statement is left here.'; }

  steps(row) {
    const { bench } = this, at = bench.shown.findIndex((one) => one.id === row?.id), number = bench.shown.length;
    const able = bench.data.correct && !!row && !row.passage;
    const bar = make('div', 'steps',
      press('', '‹', () => bench.step(-1), { key: 'P', name: 'Previous statement', off: at <= 0 }),
      make('span', 'of', row && at >= 0 ? `${(at + 1).toLocaleString('en')} of ${number.toLocaleString('en')}` : plural(number, 'statement')),
      press('', '›', () => bench.step(1), { key: 'N', name: 'Next statement', off: !number || at === number - 1 }));
    if (bench.data.correct && !row?.passage) {
      bar.append(make('span', 'gap'),
        press('verdict', [sign('✓'), 'Right'], () => bench.judge('accept'), { key: 'A', name: 'Right', title: 'Right: go to the next', pressed: row?.checked === 'accepted', off: !able }),
        press('verdict', [sign('✗'), 'Wrong'], () => bench.judge('reject'), { key: 'X', name: 'Wrong', title: 'Wrong: out of every table and file', pressed: row?.checked === 'rejected', off: !able }),
        press('undo', [sign('↶'), make('span', '', 'Undo')], () => bench.undo(), { key: 'U', name: 'Undo', title: 'Take back what was corrected last', off: !bench.made }));
    }
    return bar;
  }

  passage(found) {
    const quote = make('blockquote', 'plain', found.before, make('span', 'hit', found.text), found.after);
    const open = this.bench.data.open && found.id ? press('link', 'Show in the article', () => this.bench.tell('open', found.id), { hold: 'open' }) : '';
    return [quote, make('p', 'quiet', found.meta), make('div', 'foot', open)];
  }

  statement(row) {
    const quote = make('blockquote', '', row.text), quiet = (...parts) => make('span', 'quiet', parts.filter(Boolean).join(' · '));
    const why = (of) => row.reasons.filter((reason) => this.topic(reason) === of)
      .map((reason) => reason.replace(/^about .*?: |^tone \w+, \d+ ?% likely(; )?/, '')).filter(Boolean).join('; ');
    const line = (field, label, value, key, sure, ...aside) => this.line(row, field, label, value, key, sure, aside);
    const perhaps = row.likely.map(([name, chance], i) => press('perhaps', `${name} ${percent(chance)}`, () => this.bench.say('speaker', i, { who: name, likely: [] }), { name: `It was ${name}, ${percent(chance)}`, hold: `likely ${i}` }));
    const others = this.bench.data.correct && !perhaps.length && !row.checked ? this.others(row).map((name, i) => press('perhaps', name, () => this.bench.say('speaker', name, { who: name, likely: [] }), { name: `It was ${name}`, title: 'Somebody else said it', hold: `other ${i}` })) : [];
    const act = row.unsaid ? make('b', 'unsaid', row.act) : make('span', 'act', row.act.replace(/ about$/, ''));
    const list = make('dl', '',
      ...line('speaker', 'Speaker', row.who, 'S', row.p[0], quiet(row.role, row.via && `via ${row.via}`, row.written && `in the text: “${row.written}”`),
        perhaps.length ? make('span', 'maybe', '— perhaps ', ...(this.bench.data.correct ? perhaps : row.likely.map(([name, chance]) => `${name} ${percent(chance)} `))) : others.length ? make('span', 'maybe', 'or ', ...others) : ''),
      ...line('target', 'About', row.about || this.bench.data.nobody, 'T', row.about ? row.p[1] : null, quiet(row.also.length && `also ${row.also.join(', ')}`, why('about'))),
      ...(row.about ? line('tone', 'Tone', row.tone === null ? 'unclear' : chip(row.tone, this.bench.data.tones), 'O', row.tone === null ? null : row.p[2], quiet(why('tone'))) : []),
      ...line('country', 'Countries', row.on.map((code) => this.bench.data.countries[code] || code).join(', ') || 'none', 'K', null),
      make('dt', '', 'Words'), make('dd', '', make('span', 'sure', row.checked === 'added' ? '' : percent(row.sure)),
        make('span', '', act), quiet(row.kind, row.cue && !why('words').includes(row.cue) && `“${row.cue}”`, why('words'))));
    const mark = row.checked ? make('p', 'checked', `${this.bench.data.signs[row.checked]} ${row.checked} by you`, row.checked === 'added' ? '' : make('span', 'quiet', ` · the program was ${percent(row.sure)} sure`)) : '';
    return [quote, mark, list, row.around && row.around !== row.text ? make('p', 'around quiet', row.around) : '', row.source ? make('p', 'from', row.source) : '', this.foot(row)];
  }

  // Who else may have said it: whoever speaks next to it in the text, and whom it is about.
  others(row) {
    const near = [...this.bench.rows.values()].filter((one) => one.article === row.article && one.id !== row.id).sort((a, b) => Math.abs(a.n - row.n) - Math.abs(b.n - row.n) || a.n - b.n);
    const known = new Set(this.bench.data.names.map(([, name]) => name)), names = [...near.slice(0, 8).map((one) => one.who), row.about];
    return [...new Set(names)].filter((name) => name && name !== row.who && known.has(name)).slice(0, OTHERS);
  }

  topic(reason) { return /^about .*: /.test(reason) ? 'about' : /^tone /.test(reason) ? 'tone' : 'words'; }

  line(row, field, label, value, key, sure, aside) {
    const told = value.textContent ?? value, able = this.bench.data.correct;
    const shown = able ? press('field-of', value, () => this.edit(field), { key, name: `${label}: ${told}`, title: `Change: ${label.toLowerCase()}`, hold: field }) : make('b', '', value);
    if (able && value.textContent === undefined) shown.classList.add('name');
    const open = this.editing === field ? this.editor(row, field, label) : shown;
    return [make('dt', '', label), make('dd', `of-${field}`, make('span', 'sure', percent(sure)), open, ...aside.filter((one) => one && one.textContent))];
  }

  foot(row) {
    const { bench } = this, told = make('span', 'told');
    const bar = make('div', 'foot');
    if (this.editing === 'name') bar.append(this.editor(row, 'name'));
    else if (bench.data.correct && row.actors.length) bar.append(press('link', 'Rename or merge', () => this.edit('name'), { key: 'M', hold: 'name', title: 'Rename an actor everywhere, or make two actors one' }));
    if (row.cite) {
      bar.append(press('link', 'Copy as citation', () => copied(row.cite, this.host).then((done) => {
        told.textContent = done ? 'Copied' : 'Not copied: the browser does not allow it';
        setTimeout(() => { told.textContent = ''; }, 4000);
      }), { hold: 'cite' }));
    }
    if (bench.data.open) bar.append(press('link', 'Show in the article', () => bench.open(row), { hold: 'open', title: 'Enter, or a double click on the row' }));
    told.setAttribute('role', 'status');
    bar.append(told);
    return bar;
  }

  edit(field) {
    const row = this.bench.row();
    if (!row || row.passage || !this.bench.data.correct || (field === 'tone' && !row.about) || (field === 'name' && !row.actors.length)) return;
    this.editing = this.editing === field ? null : field;
    this.begin = true;
    this.draw();
  }

  close(field, stay = false) {
    if (this.editing !== field) return;
    this.editing = null;
    this.draw();
    if (!stay) this.host.querySelector(`[data-hold="${field}"]`)?.focus();
  }

  editor(row, field, label = '') {
    const { bench } = this, { data } = bench, box = make('span', 'editor'), leave = (stay) => this.close(field, stay);
    const say = (value, local) => { this.editing = null; bench.say(field, value, local); this.draw(); this.host.querySelector(`[data-hold="${field}"]`)?.focus(); };
    if (field === 'speaker') {
      box.append(nameField({ label: 'Who said it', options: data.names, fresh: true, leave, done: ([, name]) => say(name, { who: name, likely: [] }) }));
    } else if (field === 'target') {
      const options = [['', data.nobody, ''], ...data.names];
      box.append(nameField({ label: 'Whom it is mainly about', options, fresh: true, leave, done: ([id, name]) => say(id === '' ? null : name, { about: id === '' ? '' : name }) }));
    } else if (field === 'tone') {
      const tones = [...Object.keys(data.tones).map(Number).sort((a, b) => a - b), null];
      const choices = make('span', 'choices', ...tones.map((tone) => press('', tone === null ? 'unclear' : chip(tone, data.tones), () => say(tone, { tone }), { pressed: row.tone === tone })));
      choices.onkeydown = (event) => this.walk(event, choices, leave);
      box.append(choices);
    } else if (field === 'country') this.countries(row, box, leave);
    else if (field === 'name') this.names(row, box, leave);
    return box;
  }

  walk(event, box, leave) {
    const all = [...box.querySelectorAll('button')], at = all.indexOf(event.target), by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') { event.stopPropagation(); leave(); } else if (by) { event.preventDefault(); all[(at + by + all.length) % all.length].focus(); }
  }

  // Countries are given one after the other; the field stays open for more.
  countries(row, box, leave) {
    const { bench } = this, { data } = bench, first = [...new Set([...data.named, ...Object.keys(data.countries)])];
    const set = (on) => { this.begin = true; bench.say('country', on, { on }); };
    row.on.forEach((code) => box.append(press('part', `${data.countries[code] || code} ×`, () => set(row.on.filter((one) => one !== code)), { name: `Take off ${data.countries[code] || code}` })));
    const options = first.filter((code) => !row.on.includes(code)).map((code) => [code, data.countries[code] || code, '']);
    box.append(nameField({ label: 'Countries that it is about', options, fresh: false, leave: (stay) => { if (!stay) leave(); }, done: ([code]) => set([...row.on, code]) }));
    row.places.forEach(([start, end, words]) => box.append(press('part', `${words}: no country`, () => { this.editing = null; bench.tell('nowhere', row.article, [start, end]); }, { name: `${words} is no country, here and wherever it comes again` })));
  }

  names(row, box, leave) {
    const { bench } = this;
    row.actors.forEach((own) => {
      const here = bench.data.names.find(([id]) => id === own);
      if (!here) return;
      const options = bench.data.names.filter(([id]) => id !== own);
      box.append(make('span', 'who-is', `${here[1]} is really `), nameField({ label: `${here[1]} is really`, options, fresh: true, leave: (stay) => { if (!stay) leave(); }, done: ([, name]) => { this.editing = null; bench.tell('name', row.id, [own, name]); this.draw(); } }));
    });
  }
}

// Puts text on the clipboard, also where the page may not use the clipboard's own interface; whether that went well.
async function copied(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement('textarea'), focused = root.getRootNode().activeElement;
    box.value = text;
    box.style.cssText = 'position: fixed; opacity: 0';
    document.body.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    if (focused) focused.focus();
    return done;
  }
}
