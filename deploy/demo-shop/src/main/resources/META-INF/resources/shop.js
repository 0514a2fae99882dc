'use strict';

const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 300;

const element = (id) => document.getElementById(id);
const session = sessionId();
// Prices and times as the visitor writes them, where that is in the page's language.
const locale = navigator.languages.find((own) => own.split('-')[0] === document.documentElement.lang)
  ?? document.documentElement.lang;

/** Hard to guess, since whoever knows it sees the cart; made here, and kept for the next visit. */
function sessionId() {
  const key = 'shop.session';
  try {
    const known = localStorage.getItem(key);
    if (/^[0-9a-f]{32}$/.test(known ?? '')) {
      return known;
    }
    const made = random();
    localStorage.setItem(key, made);
    return made;
  } catch {
    return random();
  }
}

function random() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body ? {'Content-Type': 'application/json'} : {},
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) {
    throw new Error(`${method} ${path}: ${answer.status}`);
  }
  return answer.json();
}

/* How often this page has changed the cart: a heartbeat that was sent before tells of an older one. */
let changes = 0;

/* The heartbeat: as often as the server says, not while nobody looks, and ever slower while nobody answers. */
const heartbeat = {
  timer: undefined,
  busy: false,
  dueAt: 0,
  failures: 0,

  async beat() {
    if (heartbeat.busy || document.hidden) {
      return;
    }
    heartbeat.busy = true;
    const before = changes;
    let pause;
    try {
      const answer = await call('POST', '/api/v1/heartbeat', {sessionId: session, page: location.pathname});
      heartbeat.failures = 0;
      pause = answer.nextHeartbeatSeconds;
      if (changes === before) {
        showCart(answer.cart);
      }
      showMaintenance(answer.maintenance);
    } catch (failure) {
      console.debug('No heartbeat:', failure.message);
      pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** heartbeat.failures++, LONGEST_PAUSE_SECONDS) * (1 + Math.random() / 5);
    }
    heartbeat.busy = false;
    heartbeat.dueAt = Date.now() + pause * 1000;
    heartbeat.plan();
  },

  plan() {
    clearTimeout(heartbeat.timer);
    if (!document.hidden) {
      heartbeat.timer = setTimeout(heartbeat.beat, Math.max(0, heartbeat.dueAt - Date.now()));
    }
  },
};

function showCart(cart) {
  const items = cart?.items ?? 0;
  element('cart').textContent = items === 0
    ? 'Your cart is empty'
    : `Your cart: ${items} ${items === 1 ? 'item' : 'items'}, ${money(cart.total, cart.currency)}`;
  element('order').hidden = items === 0;
}

function money(amount, currency) {
  return new Intl.NumberFormat(locale, {style: 'currency', currency}).format(amount);
}

function showMaintenance({state, startsAt, backOnlineAt, message}) {
  const until = backOnlineAt ? ` We expect to be back ${time(backOnlineAt)}.` : '';
  const says = {
    SCHEDULED: `The shop closes for maintenance ${time(startsAt)}.${until}`,
    DRAINING: `The shop is closing for maintenance.${until}`,
    OFFLINE: `The shop is closed for maintenance.${until}`,
  }[state];
  element('maintenance').hidden = !says;
  const text = says ? [says, message].filter(Boolean).join('\n') : '';
  if (element('maintenance').textContent !== text) {
    element('maintenance').textContent = text;
  }
}

function time(instant) {
  const format = new Intl.DateTimeFormat(locale, {dateStyle: 'medium', timeStyle: 'short'});
  return instant ? `on ${format.format(new Date(instant))}` : 'soon';
}

async function addToCart(product, name) {
  changes++;
  showCart(await call('POST', `/api/carts/${session}/items`, {product}));
  say(`${name} is in your cart.`);
}

async function search() {
  const {items} = await call('GET', `/api/search?q=${encodeURIComponent(element('q').value)}`);
  const found = new Set(items.map((product) => product.id));
  document.querySelectorAll('[data-product]').forEach((card) => {
    card.hidden = !found.has(card.dataset.product);
  });
  say(found.size === 0 ? 'Nothing found.' : '');
}

async function placeOrder() {
  changes++;
  await call('POST', '/api/orders', {sessionId: session});
  showCart(null);
  say('Thank you for your order.');
}

function say(words) {
  element('said').textContent = words;
}

/* One after the other: of two answers that overtake each other the older cart would stay. */
let turn = Promise.resolve();

/** What fails says so where the customer looks; the shop may have closed, and the heartbeat knows. */
function carefully(action) {
  return (event) => {
    event.preventDefault();
    turn = turn.then(action).catch(() => {
      say('That did not work. Please try again in a moment.');
      heartbeat.beat();
    });
  };
}

document.querySelectorAll('[data-product]').forEach((card) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Add to cart';
  const name = card.querySelector('h3').textContent;
  button.setAttribute('aria-label', `Add ${name} to cart`);
  button.addEventListener('click', carefully(() => addToCart(card.dataset.product, name)));
  card.append(button);
});
element('search').addEventListener('submit', carefully(search));
element('order').addEventListener('click', carefully(placeOrder));
document.addEventListener('visibilitychange', heartbeat.plan);
heartbeat.beat();
