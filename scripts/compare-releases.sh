#!/usr/bin/env bash
# compare-releases.sh FOLDER OTHER: whether two folders have the same files of a release, byte for byte. If not, it names each file
# that differs, and for an archive the files in it. Its status is 0 if they are the same, and 1 otherwise.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
folder=$(cd "$1" && pwd) other=$(cd "$2" && pwd)

# A folder is what its list of digests says, all of it and no more.
for each in "$folder" "$other"; do
  [ -s "$each/SHA256SUMS" ] || die "$each has no SHA256SUMS, so it is not a release"
  (cd "$each" && sha256sum --check --strict --quiet SHA256SUMS >&2) || die "the files in $each are not those of its SHA256SUMS"
  unlisted=$(comm -13 <(sed 's/^[0-9a-f]*  //' "$each/SHA256SUMS" | LC_ALL=C sort) <(find "$each" -mindepth 1 -not -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort))
  [ -z "$unlisted" ] || die "files in $each are not in its SHA256SUMS:" "$unlisted"
done

if cmp --silent "$folder/SHA256SUMS" "$other/SHA256SUMS"; then
  note "the same: $(wc -l <"$folder/SHA256SUMS") files, byte for byte"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# digests_within ARCHIVE: the digest and the name of each file in it.
digests_within() {
  rm -rf "$work/within"
  mkdir "$work/within"
  tar --extract --file "$1" --directory "$work/within"
  (cd "$work/within" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}

differences=$(LC_ALL=C comm -3 <(LC_ALL=C sort "$folder/SHA256SUMS") <(LC_ALL=C sort "$other/SHA256SUMS") | sed 's/^\t*[0-9a-f]*  //' | LC_ALL=C sort -u)
while read -r name; do
  if [ ! -e "$folder/$name" ] || [ ! -e "$other/$name" ]; then
    note "only in one of them: $name"
    continue
  fi
  note "differs: $name"
  case $name in *.tgz | *.tar.gz) ;; *) continue ;; esac
  digests_within "$folder/$name" >"$work/one"
  digests_within "$other/$name" >"$work/two"
  if cmp --silent "$work/one" "$work/two"; then
    note "  all files in it are the same: it was packed by other versions of tar, gzip, Node or npm, or with other modes"
  else
    LC_ALL=C comm -3 <(LC_ALL=C sort "$work/one") <(LC_ALL=C sort "$work/two") | sed 's/^\t*[0-9a-f]*  /     /' | LC_ALL=C sort -u
  fi
done <<<"$differences"
exit 1
