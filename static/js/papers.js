/* Papers by camera or file: shots are shrunk here, sent in chunks, and go on after a cut line.
   Without this module the form sends the files whole. */
const SIDE = 2000;
const BYTES = 500 * 1024;
const TRIES = 8;

export function setUpPapers() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-papers] input[type=file]")) addShots(event.target);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-papers]");
    if (!form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sendAll(form);
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-papers] [data-drop-shot]");
    if (button) dropShot(button);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("[data-papers]").forEach(startAnew);
  });
}

/* Back to a form that was kept: what is sent from here on is another file. */
function startAnew(form) {
  form.dataset.batch = form.elements.batch.value = random() + random();
  if (form.dataset.done) {
    delete form.dataset.done;
    shots.delete(form);
    form.querySelector("[data-shots]").replaceChildren();
  }
  sendAgain(form);
}
const sendAgain = (form) => (shots.get(form) ?? []).forEach((shot) => delete shot.sent);

/* --- choosing ------------------------------------------------------------------------------- */
const shots = new WeakMap(); // form -> list of {file, line, key}

async function addShots(input) {
  const form = input.closest("[data-papers]");
  const list = shots.get(form) ?? [];
  shots.set(form, list);
  for (const file of [...input.files]) {
    const shot = { file, name: file.name, key: keyOf(form, file, list.length) };
    shot.line = lineOf(form, file.name);
    list.push(shot);
  }
  input.value = "";
}

function lineOf(form, name) {
  const line = form.querySelector("template").content.firstElementChild.cloneNode(true);
  line.querySelector("[data-name]").textContent = name;
  form.querySelector("[data-shots]").append(line);
  return line;
}

function dropShot(button) {
  const form = button.closest("[data-papers]");
  const line = button.closest("li");
  shots.set(form, (shots.get(form) ?? []).filter((shot) => shot.line !== line));
  line.remove();
}

/* The same shot of the same paper keeps its key over a reload, so that half of it is not lost. */
function keyOf(form, file, place) {
  const mark = `${form.dataset.begin}|${file.name}|${file.size}|${file.lastModified}|${place}`;
  let high = 0x811c9dc5, low = 0x1b873593;
  for (const char of mark) {
    const code = char.codePointAt(0);
    high = Math.imul(high ^ code, 0x01000193) >>> 0;
    low = Math.imul(low ^ code, 0x85ebca6b) >>> 0;
  }
  return `${session()}${high.toString(36)}${low.toString(36)}`.slice(0, 32);
}

function session() {
  let mark = sessionStorage.getItem("papers");
  if (!mark) sessionStorage.setItem("papers", (mark = random()));
  return mark;
}

const random = () => [...crypto.getRandomValues(new Uint8Array(8))].map((n) => (n % 36).toString(36)).join("");

/* --- shrinking ------------------------------------------------------------------------------ */
async function shrunk(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file; // the server says what is wrong with it
  }
  if (file.size <= BYTES && Math.max(picture.width, picture.height) <= SIDE) return file;
  for (const [side, quality] of [[SIDE, 0.82], [SIDE, 0.7], [1600, 0.7], [1280, 0.65], [1000, 0.6]]) {
    const blob = await drawn(picture, side, quality);
    if (blob && blob.size <= BYTES) return blob;
  }
  return (await drawn(picture, 900, 0.5)) ?? file;
}

function drawn(picture, side, quality) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}

/* --- sending -------------------------------------------------------------------------------- */
async function sendAll(form) {
  const list = shots.get(form) ?? [];
  if (!list.length || form.dataset.busy) return;
  form.dataset.busy = "1";
  say(form, "");
  try {
    const keys = [...new Set(list.map((shot) => shot.key))].join(",");
    for (const [place, shot] of list.entries()) await sendShot(form, shot, place, keys);
    const answer = await ask(form, form.action, bodyOf({ batch: form.dataset.batch, keys }));
    form.dataset.done = "1";
    location.assign(answer.url);
  } catch (error) {
    if (error.status === 409) sendAgain(form); // something is missing there: look what
    say(form, error.words ?? form.dataset.cut);
  } finally {
    delete form.dataset.busy;
  }
}

async function sendShot(form, shot, place, keys) {
  if (shot.sent) return;
  shot.blob ??= form.dataset.keeps ? shot.file : await shrunk(shot.file);
  const { blob } = shot;
  const begun = await ask(form, form.dataset.begin, bodyOf({
    key: shot.key, batch: form.dataset.batch, position: place, name: shot.name, size: blob.size, keys,
  }));
  const here = new Set(begun.have);
  for (let number = 0; number < begun.chunks; number += 1) {
    progress(shot, number / begun.chunks);
    if (here.has(number)) continue;
    const part = blob.slice(number * begun.chunk, (number + 1) * begun.chunk);
    await ask(form, `${form.dataset.begin}${begun.id}/${number}/`, part);
  }
  progress(shot, 1);
  shot.sent = true;
}

const bodyOf = (values) => new URLSearchParams(values);

/* A cut line is waited for: after each failure twice as long, and at once when it is back. */
async function ask(form, url, body) {
  for (let attempt = 0; ; attempt += 1) {
    let answer;
    try {
      answer = await fetch(url, { method: "POST", body, credentials: "same-origin", headers: headersOf(form, body) });
    } catch {
      if (attempt >= TRIES) throw new Error("cut");
      say(form, form.dataset.waiting);
      await pause(Math.min(500 * 2 ** attempt, 15000));
      continue;
    }
    say(form, "");
    if (answer.ok) return answer.json();
    const told = await answer.json().catch(() => ({}));
    throw Object.assign(new Error("refused"), { words: told.error, status: answer.status });
  }
}

function headersOf(form, body) {
  const headers = { Accept: "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value };
  if (body instanceof Blob) headers["Content-Type"] = "application/octet-stream";
  return headers;
}

function pause(milliseconds) {
  return new Promise((go) => {
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", done, { once: true });
    function done() {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      go();
    }
  });
}

function progress(shot, part) {
  shot.line.querySelector("progress").value = part;
}

function say(form, words) {
  const note = form.querySelector("[data-says]");
  note.textContent = words;
  note.hidden = !words;
}
