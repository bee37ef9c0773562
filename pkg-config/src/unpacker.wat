;; SPDX-License-Identifier: MIT OR Apache-2.0
;; The inline engine's text back to the module, as `unpack.ts` and `streams.ts` have it in JavaScript, for the host that
;; starts it: a page runs this once, before anything is warm, when a loop of JavaScript takes ten times as long.
;;
;; In: tables below 1024 and the text behind them, as `unpacker.ts` writes them. Out: the module behind all that.
;; May use: its own memory; it imports nothing. Invariant: each turn of a loop moves a place on, so damaged text ends at
;; the end of the memory, with a trap.
(module
  (memory (export "memory") 1)
  ;; 0: the place of a character among those that stand for bytes.
  ;; 128: the bytes of the part that is read, by place.
  ;; 384: for each operation the two streams behind it, one more than their number; 0 is none.
  ;; 896: how many operands follow the prefix 0xfc, by code. 928: natural alignments from 0x28 on.
  ;; 960: where each stream is read next, 32 bits each.
  (global $to (mut i32) (i32.const 0))

  ;; A part: characters from one address to bytes from another up to an end. Returns where the next part's text begins.
  (func (export "unpack") (param $from i32) (param $to i32) (param $end i32) (result i32)
    (local $code i32)
    (block $done
      (loop $more
        (br_if $done (i32.ge_u (local.get $to) (local.get $end)))
        (local.set $code (i32.load8_u (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (if (result i32) (i32.gt_u (local.get $code) (i32.const 34))
          (then (i32.load8_u (local.get $code)))
          (else
            (i32.add
              (i32.mul (i32.sub (local.get $code) (i32.const 31)) (i32.const 90))
              (i32.load8_u (i32.load8_u (local.get $from))))
            (local.set $from (i32.add (local.get $from) (i32.const 1)))))
        (local.set $code)
        (i32.store8 (local.get $to) (i32.load8_u offset=128 (local.get $code)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (br $more)))
    (local.get $from))

  ;; The next byte of a stream, written to the module and returned.
  (func $next (param $stream i32) (result i32)
    (local $at i32) (local $byte i32)
    (local.set $stream (i32.shl (local.get $stream) (i32.const 2)))
    (i32.store8 (global.get $to)
      (local.tee $byte (i32.load8_u (local.tee $at (i32.load offset=960 (local.get $stream))))))
    (i32.store offset=960 (local.get $stream) (i32.add (local.get $at) (i32.const 1)))
    (global.set $to (i32.add (global.get $to) (i32.const 1)))
    (local.get $byte))

  (func $bytes (param $stream i32) (param $count i32)
    (loop $more
      (if (local.get $count)
        (then
          (drop (call $next (local.get $stream)))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $more)))))

  ;; The next LEB128 of a stream: the later bytes of offsets, streams 6 and 9, stand in stream 10.
  (func $number (param $stream i32) (result i32)
    (local $byte i32) (local $shift i32) (local $value i32)
    (loop $more
      (local.set $byte (call $next (local.get $stream)))
      (local.set $value
        (i32.or (local.get $value) (i32.shl (i32.and (local.get $byte) (i32.const 127)) (local.get $shift))))
      (local.set $shift (i32.add (local.get $shift) (i32.const 7)))
      (if (i32.or (i32.eq (local.get $stream) (i32.const 6)) (i32.eq (local.get $stream) (i32.const 9)))
        (then (local.set $stream (i32.const 10))))
      (br_if $more (i32.ge_u (local.get $byte) (i32.const 128))))
    (local.get $value))

  ;; A number behind an operation; an alignment comes as what is missing of the natural one.
  (func $operand (param $stream i32) (param $op i32)
    (drop (call $number (local.get $stream)))
    (if (i32.eq (local.get $stream) (i32.const 5))
      (then
        (i32.store8 (i32.sub (global.get $to) (i32.const 1))
          (i32.sub
            (i32.load8_u offset=888 (local.get $op))
            (i32.load8_u (i32.sub (global.get $to) (i32.const 1))))))))

  ;; The instructions of one function.
  (func $instructions
    (local $depth i32) (local $op i32) (local $stream i32) (local $count i32)
    (local.set $depth (i32.const 1))
    (loop $more
      (local.set $op (call $next (i32.const 0)))
      (if (i32.eq (local.get $op) (i32.const 0x0b))
        (then (local.set $depth (i32.sub (local.get $depth) (i32.const 1))))
        (else
          (if (i32.lt_u (i32.sub (local.get $op) (i32.const 2)) (i32.const 3))
            (then (local.set $depth (i32.add (local.get $depth) (i32.const 1)))))))
      (if (local.tee $stream (i32.load8_u offset=384 (i32.shl (local.get $op) (i32.const 1))))
        (then
          (call $operand (i32.sub (local.get $stream) (i32.const 1)) (local.get $op))
          (if (local.tee $stream (i32.load8_u offset=385 (i32.shl (local.get $op) (i32.const 1))))
            (then (call $operand (i32.sub (local.get $stream) (i32.const 1)) (local.get $op))))))
      ;; `br_table`: its targets and the default.
      (if (i32.eq (local.get $op) (i32.const 0x0e))
        (then
          (local.set $count (i32.add (call $number (i32.const 7)) (i32.const 1)))
          (loop $targets
            (if (local.get $count)
              (then
                (drop (call $number (i32.const 7)))
                (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                (br $targets))))))
      ;; `select` with types.
      (if (i32.eq (local.get $op) (i32.const 0x1c))
        (then (call $bytes (i32.const 8) (call $number (i32.const 8)))))
      ;; Constants with a point: 4 and 8 bytes.
      (if (i32.eq (local.get $op) (i32.const 0x43)) (then (call $bytes (i32.const 8) (i32.const 4))))
      (if (i32.eq (local.get $op) (i32.const 0x44)) (then (call $bytes (i32.const 8) (i32.const 8))))
      (if (i32.eq (local.get $op) (i32.const 0xfc))
        (then
          (local.set $count (i32.load8_u offset=896 (call $number (i32.const 0))))
          (loop $operands
            (if (local.get $count)
              (then
                (drop (call $number (i32.const 8)))
                (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                (br $operands))))))
      (br_if $more (local.get $depth))))

  ;; So many functions, written from an address on. Returns where the last one ends.
  (func (export "join") (param $functions i32) (param $start i32) (result i32)
    (local $groups i32) (local $size i32) (local $rest i32)
    (global.set $to (local.get $start))
    (loop $more
      (if (local.get $functions)
        (then
          ;; The size of a body is written when it is known; this leaves room for it.
          (local.set $size (global.get $to))
          (global.set $to (i32.add (global.get $to) (i32.const 3)))
          (local.set $groups (call $number (i32.const 8)))
          (loop $locals
            (if (local.get $groups)
              (then
                (drop (call $number (i32.const 8)))
                (drop (call $next (i32.const 8)))
                (local.set $groups (i32.sub (local.get $groups) (i32.const 1)))
                (br $locals))))
          (call $instructions)
          (local.set $start (i32.add (local.get $size) (i32.const 3)))
          (local.set $rest (local.tee $groups (i32.sub (global.get $to) (local.get $start))))
          (loop $leb
            (i32.store8 (local.get $size)
              (i32.or
                (i32.and (local.get $rest) (i32.const 127))
                (i32.shl (i32.gt_u (local.get $rest) (i32.const 127)) (i32.const 7))))
            (local.set $size (i32.add (local.get $size) (i32.const 1)))
            (br_if $leb (local.tee $rest (i32.shr_u (local.get $rest) (i32.const 7)))))
          (memory.copy (local.get $size) (local.get $start) (local.get $groups))
          (global.set $to (i32.add (local.get $size) (local.get $groups)))
          (local.set $functions (i32.sub (local.get $functions) (i32.const 1)))
          (br $more))))
    (global.get $to)))
