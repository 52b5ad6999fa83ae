#!/bin/sh
# Start 匠评 from this folder, wherever it lies. Contests and settings stay beside it, in the folder "data", so that
# a stick carries all of it. Remove the folder "data" (after moving its contests away) to forget everything.
here=$(cd "$(dirname "$0")" && pwd)
export JIANGPING_HOME="${JIANGPING_HOME:-$here/data}"
exec "$here/jiangping/jiangping" "$@"
