# Where a sandbox's things are on its disk, for `source`. Says what must be true of the disk and makes it so, whatever was
# interrupted before; every function may be called again.
#
#   /disk/current       everything that a learner can write; a subvolume where the disk is btrfs
#   /disk/next          what is to become `current`; whole as soon as it has this name
#   /disk/old.*         what was `current`, to be deleted
#   /disk/keep-as       name of the snapshot that `current` is to become when `next` takes its place
#   /disk/snapshots/*   earlier states of `current`, read-only
#   /disk/reserve       room for a restore on a full disk
#
# Disks of type ext4, and volumes without a limit, have everything directly on /disk and no snapshots.
#
# Knows nothing about engines and processes.

disk_folders=(etc home opt root srv usr/local var)
# Where the root file system belongs to nobody inside, this archive has what goes to the disk, with the owners it must have.
# A program that becomes root when it is started must belong to root, and so must what it loads.
readonly seed=/usr/lib/drydock/seed.tar
[ ! -e "$seed" ] || disk_folders+=(usr/bin/sudo usr/libexec/sudo)
readonly disk_folders
readonly reserve_bytes=33554432
readonly keep_as=/disk/keep-as

# Only btrfs makes the first folder of a file system number 256.
disk_has_snapshots() { [ "$(stat --format %i /disk)" = 256 ] && [ "$(stat --file-system --format %T /disk)" = btrfs ]; }

# Without its reserve a full disk has the room that renaming, copying and starting need.
release_reserve() {
  local free size
  rm -f /disk/reserve
  read -r free size < <(stat --file-system --format '%a %S' /disk)
  [ "$((free * size))" -le "$((2 * reserve_bytes))" ] || return 0
  delete_old
  # btrfs gives room that was freed only after the next commit, and that of subvolumes when it has been through them.
  sync --file-system /disk
  ! disk_has_snapshots || timeout 6 btrfs subvolume sync /disk > /dev/null || true
}
# Whoever has no room for it has a full disk anyway.
take_reserve() {
  if ! fallocate --length "$reserve_bytes" /disk/reserve 2>/dev/null; then
    rm -f /disk/reserve
    return 1
  fi
}

# Deletes a subvolume. In a user namespace the kernel does so only for one that may be written to.
delete_subvolume() {
  btrfs property set -t subvol "$1" ro false && btrfs --quiet subvolume delete "$1"
}

# Finishes an exchange of `current` that was begun, and deletes what never became one. Sets `place`.
settle_disk() {
  local unfinished
  [ "$(stat --format %a /disk)" = 700 ] || chmod 0700 /disk
  if ! disk_has_snapshots; then
    place=/disk
    return
  fi
  place=/disk/current
  mkdir -p /disk/snapshots
  rm -f "$keep_as"
  if [ ! -e /disk/current ] && [ -e /disk/next ]; then mv --no-target-directory /disk/next /disk/current; fi
  for unfinished in /disk/snapshots/*.replaced; do
    if [ -e "$unfinished" ] && [ ! -e "${unfinished%.replaced}" ]; then mv "$unfinished" "${unfinished%.replaced}"; fi
  done
  for unfinished in /disk/next /disk/next.unfinished /disk/snapshots/*.{unfinished,replaced}; do
    [ ! -e "$unfinished" ] || delete_subvolume "$unfinished"
  done
  if [ ! -e /disk/current ]; then
    # The first large piece that is asked for makes btrfs set space aside for the many small ones to come, which saves half
    # a second.
    take_reserve || true
    btrfs --quiet subvolume create /disk/current
  fi
}

# Makes `next` the state of the sandbox. Between the two renames there is no `current`; settle_disk finishes that.
exchange_current() {
  local kept=''
  [ ! -s "$keep_as" ] || kept=/disk/snapshots/$(< "$keep_as")
  # A snapshot is read-only and cannot be renamed into another folder.
  if [ -n "$kept" ] && [ -e "$kept" ]; then delete_subvolume "$kept" || kept=''; fi
  mv --no-target-directory /disk/current "${kept:-/disk/old.$EPOCHREALTIME}"
  mv --no-target-directory /disk/next /disk/current
  rm -f "$keep_as"
}

# The kernel deletes what is in them later; nobody waits.
delete_old() {
  local old
  for old in /disk/old.*; do
    [ ! -e "$old" ] || delete_subvolume "$old" || true
  done
}

# Fills an empty disk from the archive, where there is one.
sow() {
  [ -e "$seed" ] && [ ! -e "$place/root" ] || return 0
  rm -rf "$place/root.unfinished"
  mkdir "$place/root.unfinished"
  tar --extract --file "$seed" --directory "$place/root.unfinished" --numeric-owner --same-permissions --xattrs
  mv --no-target-directory "$place/root.unfinished" "$place/root"
}

# The root file system is read-only. These folders live on the disk, so that its size limits all a learner writes.
mount_folders() {
  local folder
  # The copy on the disk is as old as the sandbox; the programs of the product are those of the image.
  if ! mountpoint --quiet /run/drydock/programs; then
    mkdir -p /run/drydock/programs
    mount --bind /usr/local/lib/drydock /run/drydock/programs
  fi
  sow
  for folder in "${disk_folders[@]}"; do
    if [ ! -e "$place/root/$folder" ]; then
      mkdir -p "$(dirname "$place/root/$folder")"
      rm -rf "$place/root/$folder.unfinished"
      cp -a "/$folder" "$place/root/$folder.unfinished"
      mv "$place/root/$folder.unfinished" "$place/root/$folder"
    fi
    mount --bind "$place/root/$folder" "/$folder"
  done
  mkdir -p /usr/local/lib/drydock
  mount --bind /run/drydock/programs /usr/local/lib/drydock
  [ -e "$place/tmp" ] || mkdir -m 1777 "$place/tmp"
  mount --bind "$place/tmp" /tmp
}

# Takes the folders away from under whoever still uses them; what is mounted below them goes, too.
unmount_folders() {
  local target known targets attempt
  known=" /tmp $(printf '/%s ' "${disk_folders[@]}")"
  for attempt in {1..20}; do
    targets=()
    while read -r _ _ _ _ target _; do
      case $known in *" $target "*) targets=("$target" "${targets[@]}") ;; esac
    done < /proc/self/mountinfo
    [ "${#targets[@]}" -gt 0 ] || return 0
    umount --lazy "${targets[@]}" 2>/dev/null || true
  done
  echo "attempt $attempt: the folders of the sandbox are still mounted" >&2
  return 1
}
