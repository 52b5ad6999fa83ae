#!/bin/sh
# Start 匠评 from this folder, wherever it lies. Contests and settings stay beside it, in the folder "data", so that
# a stick carries all of it. Remove the folder "data" (after moving its contests away) to forget everything.
# Only what the shell itself can do: no PATH is needed.
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
here=$(CDPATH= cd -- "${here:-/}" && pwd) || exit 1
program=$here/jiangping/jiangping
if [ ! -x "$program" ]; then
    echo "没有启动：U盘不许运行程序，或者缺文件。请把整个文件夹复制到硬盘上，再打开一次。" >&2
    echo "Not started: the stick forbids programs, or files are missing. Copy the whole folder to the hard disk." >&2
    exit 126
fi
export JIANGPING_HOME="${JIANGPING_HOME:-$here/data}"
exec "$program" "$@"
