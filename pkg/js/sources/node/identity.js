// What tells a file from what stood in its place before or stands there later.

/** Of what `stat` says: the size, the inode and both times of change. The first of them can be set to anything, the second cannot. */
export function identityOf(found) {
  const [modified, changed] = [found.mtime, found.ctime].map((time) => time.toISOString());
  return { size: found.size, modified, changed, inode: found.ino };
}
