const due = new Set<() => void>()
let asked = false

/** Runs `work` in the next animation frame, once, however often it was asked for until then. */
export function onceAFrame(work: () => void) {
  due.add(work)
  if (asked) return
  asked = true
  requestAnimationFrame(runDue)
}

export function forgetFrame(work: () => void) {
  due.delete(work)
}

function runDue() {
  asked = false
  const works = [...due]
  due.clear()
  for (const work of works) work()
}
