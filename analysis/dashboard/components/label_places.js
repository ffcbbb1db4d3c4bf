// Where marks and names stand on a map so that none covers another: dots that would are moved aside, names that would are
// left out.
const ROUNDS = 90;  // of moving dots apart, at most

// Moves dots apart, and away from the marks of larger countries, no further than they must, into what the corner at the upper
// right leaves. A mark: { x, y, r, fixed }.
function spread(marks, wide, high, corner, gap = 3) {
  const free = marks.filter((mark) => !mark.fixed);
  for (let round = 0; free.length && round < ROUNDS; round += 1) {
    let moved = false;
    for (let i = 0; i < marks.length; i += 1) {
      for (let j = i + 1; j < marks.length; j += 1) {
        const a = marks[i], b = marks[j];
        if (a.fixed && b.fixed) continue;
        let dx = b.x - a.x, dy = b.y - a.y, away = Math.hypot(dx, dy);
        const lack = a.r + b.r + gap - away;
        if (lack <= 0.1) continue;
        if (away < 0.01) { const turn = i * 2.4 + j; [dx, dy, away] = [Math.cos(turn), Math.sin(turn), 1]; }
        const one = a.fixed ? 0 : b.fixed ? 1 : 0.5;
        a.x -= (dx / away) * lack * one; a.y -= (dy / away) * lack * one;
        b.x += (dx / away) * lack * (1 - one); b.y += (dy / away) * lack * (1 - one);
        moved = true;
      }
    }
    for (const mark of free) {
      const right = mark.y < corner[1] + mark.r ? wide - corner[0] : wide;
      const [x, y] = [Math.min(right - mark.r - 2, Math.max(mark.r + 2, mark.x)), Math.min(high - mark.r - 2, Math.max(mark.r + 2, mark.y))];
      if (x === mark.x && y === mark.y) continue;
      Object.assign(mark, { x, y });
      moved = true;
    }
    if (!moved) break;
  }
}

const meet = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

// The first place around a mark where a name of this width covers nothing that is taken, as [left, top, right, bottom].
function nameBox({ x, y, r, fixed }, wide, taken, frame) {
  const off = r + 3, middle = x - wide / 2, tall = 16;
  const places = fixed
    ? [[middle, y - 8], [middle, y - 21], [middle, y + 5], [x + 8, y - 8], [x - wide - 8, y - 8]]
    : [[x + off, y - 8], [x - off - wide, y - 8], [middle, y - off - tall + 2], [middle, y + off - 2], [x + off, y - 17], [x + off, y + 1], [x - off - wide, y - 17], [x - off - wide, y + 1]];
  for (const [left, top] of places) {
    const box = [left, top, left + wide, top + tall];
    if (left < 2 || top < 2 || box[2] > frame[0] - 2 || box[3] > frame[1] - 2) continue;
    if (!taken.some((other) => meet(box, other))) return box;
  }
  return null;
}
