#!/usr/bin/env bash
# Makes a release of the commit that is checked out: tests everything, builds the image, and lays out
#
#   patient-center-VERSION-image.tar    the image, for podman load or docker load
#   patient-center-VERSION-linux-ARCH   the binary in it, which needs nothing but a kernel
#   patient-center-VERSION.cdx.json     what it is made of (CycloneDX)
#   IMAGE-ID, SHA256SUMS
#
# and then tags the commit. The version is the one in Cargo.toml: raise it first, and commit that. Addresses of new pages
# are added to content/addresses.txt before anything else, which you then commit, too.
#
#   ./release.sh [--base IMAGE] [--source URL] [--untested] DIRECTORY
#
#   DIRECTORY    new; everything appears in it at once, or it does not appear
#   --base       builds in this image (see ARG BASE in the Containerfile)
#   --source     where the sources are published, for a label of the image
#   --untested   neither tests nor tags: to see whether the same commit gives the same image
#
# Needs buildah, git, Python 3 and Rust, and root (buildah mounts the image). The same commit and base always give the same bytes.

set -euo pipefail
shopt -s inherit_errexit
umask 022
called_in=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")"

base=() source='' untested='' out='' work='' made=''
export STORAGE_DRIVER=${STORAGE_DRIVER:-vfs}

main() {
  arguments "$@"
  local changes version revision time tree image
  changes=$(git status --porcelain)
  [[ -z $changes ]] || fail 'there are changes that are in no commit'
  addresses_are_listed
  version=$(version)
  revision=$(git rev-parse HEAD)
  time=$(git log -1 --format=%ct)
  may_be_called "v$version" "$revision"
  [[ -n $untested ]] || tests/run --long

  mkdir -p "$(dirname "$out")"
  work=$(mktemp -d)
  # Beside the directory, so that it can take its place in one step.
  made=$(mktemp -d "$out.XXXXXX")
  trap 'rm -rf "$work" "$made"' EXIT
  tree=$work/tree
  mkdir "$tree"
  git -c tar.umask=0022 archive "$revision" | tar --extract --directory "$tree"
  image=$(build_image "$tree" "$version" "$revision" "$time")
  lay_out "$image" "$version" "$time" "$made"
  bill_of_materials "$tree" "$time" >"$made/patient-center-$version.cdx.json"
  (cd "$made" && sha256sum -- * >SHA256SUMS)
  chmod 755 "$made"
  mv -T "$made" "$out"
  [[ -n $untested ]] || tag "v$version"
  echo "patient-center $version in $out: $(<"$out/IMAGE-ID")"
}

arguments() {
  while (($# > 0)); do
    case $1 in
      --base) base=(--build-arg "BASE=${2:?}"); shift 2 ;;
      --source) source=${2:?}; shift 2 ;;
      --untested) untested=yes; shift ;;
      -*) fail "unknown argument $1; see the head of this file" ;;
      *) [[ -z $out ]] || fail 'one directory'; out=$1; shift ;;
    esac
  done
  [[ -n $out ]] || fail 'where to? ./release.sh DIRECTORY'
  [[ $out == /* ]] || out=$called_in/$out
  [[ ! -e $out ]] || fail "$out exists"
  command -v buildah >/dev/null || fail 'missing: buildah'
}

fail() {
  echo "release.sh: $1" >&2
  exit 2
}

version() {
  local id
  id=$(cargo pkgid --locked)
  echo "${id##*[@#]}"
}

# What is released must answer for ever: the list of published addresses is part of the release, and of its commit.
addresses_are_listed() {
  local new
  new=$(cargo run --quiet --locked -- addresses)
  [[ -n $new ]] || return 0
  echo "$new" >>content/addresses.txt
  fail 'content/addresses.txt has new addresses now: commit it, and call this again'
}

# A version is one commit for ever.
may_be_called() {
  local tagged
  tagged=$(git rev-parse --quiet --verify "refs/tags/$1^{commit}") || return 0
  [[ $tagged == "$2" ]] || fail "$1 is another commit already; raise the version in Cargo.toml"
}

tag() {
  git rev-parse --quiet --verify "refs/tags/$1" >/dev/null || git tag --annotate --message "$1" "$1"
}

# Prints the id of the image as it is made; deploy/anonymous makes it the same each time. Health checks are
# in Docker's format only.
build_image() {
  local tree=$1 version=$2 revision=$3 time=$4 name=localhost/patient-center-release:$2
  # Of one that was interrupted.
  buildah rmi "$name" >/dev/null 2>&1 || true
  buildah bud --isolation chroot --format docker --timestamp "$time" "${base[@]}" \
    --build-arg "VERSION=$version" --build-arg "REVISION=$revision" --build-arg "SOURCE=$source" \
    --build-arg "CREATED=$(date --utc --date "@$time" +%FT%TZ)" \
    --tag "$name" --file "$tree/Containerfile" "$tree" >&2
  buildah inspect --type image --format '{{.FromImageID}}' "$name"
}

# The image as a file, its id, and the binary out of it.
lay_out() {
  local image=$1 version=$2 time=$3 out=$4 container root
  buildah push --quiet "$image" "docker-archive:$work/image.tar:patient-center:$version" >&2
  deploy/anonymous "$work/image.tar" "$out/patient-center-$version-image.tar" "$time" >"$out/IMAGE-ID"
  container=$(buildah from "$image")
  root=$(buildah mount "$container")
  cp "$root/patient-center" "$out/patient-center-$version-linux-$(uname -m)"
  buildah rm "$container" >/dev/null
  buildah rmi "$image" >/dev/null
}

bill_of_materials() {
  local tree=$1 time=$2 tools=$PWD/target/tools/bin
  tests/supply/install cargo-cyclonedx >&2
  (
    cd "$tree"
    SOURCE_DATE_EPOCH=$time "$tools/cargo-cyclonedx" cyclonedx --quiet --format json --spec-version 1.5 --override-filename sbom >&2
    # Where it was built is nobody's business.
    sed "s|file://$tree|file:///build|g" sbom.json
  )
}

main "$@"
