// Uploads a file with tus-js-client, or goes on with what an earlier run of this has begun.
//
//   node send.js ENDPOINT TOKEN FILE MEMORY STOP
//
// Says where the upload stood and where it is. When STOP bytes are on their way it says so and does nothing more, in the
// middle of a request, until somebody kills it.
const fs = require('node:fs');
const tus = require('tus-js-client');

const [endpoint, token, file, memory, stop] = process.argv.slice(2);
const say = (line) => fs.writeSync(1, line + '\n');

const upload = new tus.Upload(fs.createReadStream(file), {
  endpoint,
  headers: { Authorization: 'Bearer ' + token },
  metadata: { filename: 'a.bin' },
  uploadSize: fs.statSync(file).size,
  chunkSize: 700_000,
  retryDelays: [50, 100, 200, 400, 800, 1600, 3200],
  urlStorage: new tus.FileUrlStorage(memory),
  onAfterResponse: (request, response) => {
    if (request.getMethod() === 'HEAD' && response.getStatus() === 200) {
      say('from ' + response.getHeader('Upload-Offset'));
    }
  },
  onProgress: (sent) => {
    if (sent >= Number(stop)) {
      say('at ' + sent);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
  },
  onSuccess: () => say('done ' + upload.url),
  onError: (error) => {
    say('failed ' + error);
    process.exitCode = 1;
  },
});

upload.findPreviousUploads().then((begun) => {
  if (begun.length > 0) {
    upload.resumeFromPreviousUpload(begun[0]);
  }
  upload.start();
});
