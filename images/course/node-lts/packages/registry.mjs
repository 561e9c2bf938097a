// A registry that knows the packages in a folder of tarballs. npm and yarn reach it as their proxy, so that they believe
// to be talking to their usual registry and keep what they get under its name.
//
// usage: node registry.mjs TARBALLS PACKAGE_LOCK KEY CERTIFICATE -- COMMAND [ARGUMENT...]
//        runs the command with the proxy set, and gives it a package.json per line to install
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packagesForOtherSystems } from './other-systems.mjs';

const [tarballs, packageLock, key, certificate, , command, ...commandArguments] = process.argv.slice(2);

// These make the image itself; nobody installs them.
const ingredients = /^(node-linux-.*|npm|yarn)$/;

/** The package.json of a tarball: it lies in the tarball's one top folder, whatever that is called. */
function readManifest(tarball) {
  const tar = gunzipSync(tarball);
  for (let offset = 0; offset < tar.length && tar[offset] !== 0;) {
    const text = (start, length) => tar.toString('utf8', offset + start, offset + start + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 12), 8);
    if (/^[^/]+\/package\.json$/.test(text(0, 100))) {
      return JSON.parse(tar.toString('utf8', offset + 512, offset + 512 + size).replace(/^\uFEFF/, ''));
    }
    offset += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error('a tarball without a package.json');
}

function compareVersions(a, b) {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).map(Number));
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** name → version → { manifest, integrity, tarball } */
const packages = new Map();
for (const file of readdirSync(tarballs)) {
  const tarball = readFileSync(join(tarballs, file));
  const manifest = readManifest(tarball);
  if (ingredients.test(manifest.name)) continue;
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  if (!packages.has(manifest.name)) packages.set(manifest.name, new Map());
  packages.get(manifest.name).set(manifest.version, { manifest, integrity, tarball });
}

const others = new Map();
for (const other of packagesForOtherSystems(packageLock)) {
  others.set(other.manifest.name, new Map([[other.manifest.version, other]]));
}

function packument(name, known, host) {
  const versions = {};
  for (const [version, { manifest, integrity, tarball }] of known) {
    const { install, preinstall, postinstall } = manifest.scripts ?? {};
    versions[version] = {
      ...manifest,
      ...((install ?? preinstall ?? postinstall) && { hasInstallScript: true }),
      dist: {
        tarball: `https://${host}/${name}/-/${name.split('/').at(-1)}-${version}.tgz`,
        integrity,
        ...(tarball && { shasum: createHash('sha1').update(tarball).digest('hex') }),
      },
    };
  }
  const latest = Object.keys(versions).sort(compareVersions).at(-1);
  const { description, license } = versions[latest];
  return { name, description, license, 'dist-tags': { latest }, versions };
}

const registry = createHttpsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
  const path = decodeURIComponent(request.url.replace(/\?.*/, '').slice(1));
  const [name, file] = path.split('/-/');
  const version = file?.slice(name.split('/').at(-1).length + 1, -'.tgz'.length);
  const known = packages.get(name) ?? others.get(name);
  if (!known || (file && !known.get(version)?.tarball)) {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"Not found"}');
  } else if (file) {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(known.get(version).tarball);
  } else {
    const body = JSON.stringify(packument(name, known, request.headers.host));
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  }
});

// CONNECT host:443 asks a proxy for a line to that host. Whichever it is, the line ends at the registry above.
const proxy = createHttpServer((request, response) => response.writeHead(502).end());
proxy.on('connect', (request, socket) => {
  socket.on('error', () => socket.destroy());
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
  registry.emit('connection', socket);
});

proxy.listen(0, '127.0.0.1', () => {
  const address = `http://127.0.0.1:${proxy.address().port}`;
  const environment = { ...process.env, npm_config_https_proxy: address, npm_config_proxy: address };
  // Every version of every package once: the nth round has the nth version of each.
  const rounds = Math.max(...[...packages.values()].map((versions) => versions.size));
  const projects = Array.from({ length: rounds }, (_, round) =>
    Object.fromEntries(
      [...packages].flatMap(([name, versions]) => {
        const version = [...versions.keys()][round];
        return version ? [[name, version]] : [];
      }),
    ),
  );
  const child = spawn(command, commandArguments, {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: environment,
  });
  child.stdin.end(projects.map((dependencies) => `${JSON.stringify({ private: true, dependencies })}\n`).join(''));
  child.on('exit', (code) => process.exit(code ?? 1));
});
