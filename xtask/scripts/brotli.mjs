// The number of bytes of the files named on the command line, each compressed with brotli 11.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

console.log(process.argv.slice(2).reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0));
