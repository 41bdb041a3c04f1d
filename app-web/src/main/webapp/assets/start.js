// The start page: log in, see the tenant's invoices. It shows what the API says and computes nothing; the token stays in memory.
const byId = (id) => document.getElementById(id);
let token = null;
let cursor = null;
let challenge = null;

async function api(path, options = {}) {
  const response = await fetch(`/api/v1${path}`, {
    ...options,
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
  });
  const body = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(`${body.detail ?? body.title} (${body.code})`);
  return body;
}

const post = (path, body) => api(path, { method: 'POST', body: JSON.stringify(body) });

function show(text, className = 'error') {
  byId('message').textContent = text;
  byId('message').className = className;
  byId('message').hidden = !text;
}

const guarded = (action) => async (event) => {
  event?.preventDefault();
  show('');
  try {
    await action(event);
  } catch (error) {
    show(error.message);
  }
};

function cell(row, text, className = '') {
  const td = row.insertCell();
  td.textContent = text;
  td.className = className;
  return td;
}

const money = (value) => `${value.amount} ${value.currency}`;
const period = (from, to) => (from === to ? '–' : `${from} to ${to}`);

async function more() {
  const page = await api(`/invoices?limit=25${cursor ? `&cursor=${cursor}` : ''}`);
  const table = document.querySelector('#invoices table');
  for (const invoice of page.data) {
    const row = table.tBodies[0].insertRow();
    row.tabIndex = 0;
    cell(row, invoice.number);
    cell(row, invoice.customer.name);
    cell(row, period(invoice.period_start, invoice.period_end));
    cell(row, invoice.issued_on);
    cell(row, invoice.status.replace('_', ' '));
    cell(row, money(invoice.total), 'num');
    const open = guarded(() => detail(invoice.id, row));
    row.addEventListener('click', open);
    row.addEventListener('keydown', (event) => event.key === 'Enter' && open(event));
  }
  cursor = page.next_cursor;
  table.hidden = table.tBodies[0].rows.length === 0;
  byId('empty').hidden = !table.hidden;
  byId('more').hidden = !cursor;
}

async function detail(id, row) {
  const invoice = await api(`/invoices/${id}`);
  document.querySelectorAll('tr[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
  row.setAttribute('aria-current', 'true');
  const section = byId('invoice');
  const title = document.createElement('h2');
  title.textContent = `${invoice.number} · ${invoice.customer.name} · due ${invoice.due_on}`;
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const name of ['Line', 'Period', 'Quantity', 'Unit price', 'Amount']) {
    const th = document.createElement('th');
    th.textContent = name;
    th.className = ['Quantity', 'Unit price', 'Amount'].includes(name) ? 'num' : '';
    head.append(th);
  }
  const body = table.createTBody();
  for (const line of invoice.lines) {
    const tr = body.insertRow();
    cell(tr, line.description);
    cell(tr, period(line.period_start, line.period_end));
    cell(tr, line.quantity, 'num');
    cell(tr, line.unit_amount, 'num');
    cell(tr, money(line.amount), 'num');
  }
  const foot = table.createTFoot();
  const taxes = invoice.taxes.map((tax) => [`${tax.name} ${tax.percent} % of ${money(tax.base)}`, tax.amount]);
  for (const [name, value] of [['Net', invoice.subtotal], ...taxes, ['Total', invoice.total]]) {
    const tr = foot.insertRow();
    cell(tr, name, 'num').colSpan = 4;
    cell(tr, money(value), 'num');
  }
  section.replaceChildren(title, table);
  section.hidden = false;
  section.scrollIntoView({ block: 'nearest' });
}

async function enter(login) {
  token = login.access_token;
  byId('login').hidden = true;
  byId('code').hidden = true;
  byId('link').hidden = true;
  byId('logout').hidden = false;
  if (login.mfa_enrolment_only) throw new Error('A second factor has to be set up first: see /users/me/mfa in the API documentation');
  byId('invoices').hidden = false;
  byId('tenant').textContent = login.tenant.slug;
  byId('schema').textContent = `schema ${login.tenant.schema}`;
  await more();
}

/** What any login answers: a session, or the question for the second factor. */
async function goOn(login) {
  if (!login.mfa_required) return enter(login);
  challenge = login.challenge;
  byId('login').hidden = true;
  byId('link').hidden = true;
  byId('code').hidden = false;
  byId('code').elements.code.focus();
}

// Where mailed links lead. A token is used when a button is pressed: programs that follow the links of a mail press none.
const LINKS = {
  'magic-link': { title: 'Log in by the link that was mailed to you', button: 'Log in', path: '/auth/magic-link/verify' },
  'email-verification': { title: 'Confirm your e-mail address', button: 'Confirm', path: '/auth/verify-email', done: 'Your address is confirmed.' },
  'password-reset': { title: 'Set a new password', button: 'Set it', path: '/auth/password-reset/confirm', password: ['new_password', 'New password', 'new-password'], done: 'Your new password is set: log in with it.' },
  invitation: { title: 'You are invited', button: 'Accept', path: '/auth/invitations/accept', name: true, password: ['password', 'Password: a new one, or that of your account', 'current-password'] },
};

function showLink(link, token) {
  const form = byId('link');
  byId('login').hidden = true;
  form.hidden = false;
  form.querySelector('h2').textContent = link.title;
  form.querySelector('button').textContent = link.button;
  form.querySelector('[data-field=name]').hidden = !link.name;
  form.querySelector('[data-field=password]').hidden = !link.password;
  if (link.password) {
    form.querySelector('[data-field=password] span').textContent = link.password[1];
    form.elements.password.required = true;
    form.elements.password.autocomplete = link.password[2];
  }
  form.querySelector('label:not([hidden]) input, button').focus();
  form.addEventListener('submit', guarded(async () => {
    const answer = await post(link.path, {
      token,
      ...(link.name && form.elements.name.value ? { name: form.elements.name.value } : {}),
      ...(link.password ? { [link.password[0]]: form.elements.password.value } : {}),
    });
    if (!link.done) return goOn(answer);
    form.hidden = true;
    byId('login').hidden = false;
    show(link.done, 'done');
  }));
}

/** A mailed link, or an identity provider's answer. What is behind # is used once and forgotten. */
async function arrive() {
  const [route, query] = location.hash.slice(2).split('?');
  const parameters = new URLSearchParams(query);
  if (!Object.hasOwn(LINKS, route) && route !== 'sso') return;
  history.replaceState(null, '', location.pathname);
  if (route !== 'sso') return showLink(LINKS[route], parameters.get('token') ?? '');
  if (parameters.has('error')) throw new Error(`Single sign-on did not let you in (${parameters.get('error')})`);
  await enter(await post('/auth/sso/token', { code: parameters.get('code') ?? '' }));
}

byId('login').addEventListener('submit', guarded(async (event) => {
  const { email, password } = Object.fromEntries(new FormData(event.target));
  const login = await post('/auth/login', { email, password });
  event.target.reset();
  await goOn(login);
}));
byId('code').addEventListener('submit', guarded(async (event) => {
  const typed = event.target.elements.code.value.trim();
  const answer = /^[0-9 ]{6,7}$/.test(typed) ? { code: typed.replace(' ', '') } : { recovery_code: typed };
  event.target.reset();
  await enter(await post('/auth/mfa', { challenge, ...answer }));
}));
byId('back').addEventListener('click', () => location.reload());
byId('more').addEventListener('click', guarded(more));
byId('logout').addEventListener('click', guarded(async () => {
  await api('/auth/logout', { method: 'POST' });
  location.reload();
}));
guarded(arrive)();
