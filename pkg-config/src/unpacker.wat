;; SPDX-License-Identifier: MIT OR Apache-2.0
;; The inline engine's text back to the module, as `unpack.ts` and `streams.ts` have it in JavaScript, for the host that
;; starts it: a page runs this once, before anything is warm, when a loop of JavaScript takes ten times as long.
;;
;; In: tables below 4096 and the text behind them, as `unpacker.ts` writes them. Out: the module behind all that.
;; May use: its own memory; it imports nothing. Invariant: each turn of a loop moves a place on, so damaged text ends at
;; the end of the memory, with a trap.
(module
  (memory (export "memory") 1)
  ;; 0: the byte of each character in the part that is read; 128 and 256: its byte behind a space and behind a `!`.
  ;; 384: for each operation the two streams behind it, one more than their number; 0 is none, 255 what `$special` reads.
  ;; 896: how many operands follow the prefix 0xfc, by code. 928: natural alignments from 0x28 on.
  ;; 960: where each stream is read next, 32 bits each.
  ;; 1024: locals that no operation touched yet. 1280: those of the function by how lately they were touched.
  ;; 1536: the operation of each code. 1792: one more than the first operand that a code gives, 16 bits each; 0 is none.
  ;; 2304: the stream of a constant, by the code behind it. 2560: 256 bits for each part, its frequent bytes.
  (global $to (mut i32) (i32.const 0))

  ;; Whether a byte is one of the characters that stand for bytes: printable, and neither a prefix nor `"`, `<`, `\`.
  (func $isSymbol (param $byte i32) (result i32)
    (i32.and
      (i32.lt_u (i32.sub (local.get $byte) (i32.const 35)) (i32.const 92))
      (i32.and (i32.ne (local.get $byte) (i32.const 60)) (i32.ne (local.get $byte) (i32.const 92)))))

  ;; Whether a byte is one character, by 256 bits from an address on.
  (func $isSingle (param $bits i32) (param $byte i32) (result i32)
    (i32.and
      (i32.shr_u
        (i32.load8_u (i32.add (local.get $bits) (i32.shr_u (local.get $byte) (i32.const 3))))
        (i32.and (local.get $byte) (i32.const 7)))
      (i32.const 1)))

  ;; The byte of each character, as `bytesOf()` in `unpack.ts` has it.
  (func $alphabet (param $bits i32)
    (local $byte i32) (local $free i32) (local $rare i32) (local $slot i32)
    (local.set $free (i32.const 34))
    (local.set $rare (i32.const 162))
    (loop $more
      (if (call $isSingle (local.get $bits) (local.get $byte))
        (then
          (local.set $slot (local.get $byte))
          (if (i32.eqz (call $isSymbol (local.get $byte)))
            (then
              (loop $taken
                (local.set $free (i32.add (local.get $free) (i32.const 1)))
                (br_if $taken
                  (i32.or
                    (i32.eqz (call $isSymbol (i32.and (local.get $free) (i32.const 127))))
                    (call $isSingle (local.get $bits) (local.get $free)))))
              (local.set $slot (local.get $free)))))
        (else
          (loop $none
            (local.set $rare (i32.add (local.get $rare) (i32.const 1)))
            (br_if $none (i32.eqz (call $isSymbol (i32.and (local.get $rare) (i32.const 127))))))
          (local.set $slot (local.get $rare))))
      (i32.store8 (local.get $slot) (local.get $byte))
      (br_if $more (i32.lt_u (local.tee $byte (i32.add (local.get $byte) (i32.const 1))) (i32.const 256)))))

  ;; A part: characters from one address to bytes from another up to an end. Returns where the next part's text begins.
  (func (export "unpack") (param $bits i32) (param $from i32) (param $to i32) (param $end i32) (result i32)
    (local $code i32)
    (call $alphabet (local.get $bits))
    (block $done
      (loop $more
        (br_if $done (i32.ge_u (local.get $to) (local.get $end)))
        (local.set $code (i32.load8_u (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (if (i32.le_u (local.get $code) (i32.const 34))
          (then
            (local.set $code
              (i32.add
                (i32.shl (i32.sub (local.get $code) (i32.const 31)) (i32.const 7))
                (i32.load8_u (local.get $from))))
            (local.set $from (i32.add (local.get $from) (i32.const 1)))))
        (i32.store8 (local.get $to) (i32.load8_u (local.get $code)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (br $more)))
    (local.get $from))

  (func $put (param $byte i32)
    (i32.store8 (global.get $to) (local.get $byte))
    (global.set $to (i32.add (global.get $to) (i32.const 1))))

  ;; The next byte of a stream.
  (func $take (param $stream i32) (result i32)
    (local $at i32)
    (local.set $stream (i32.shl (local.get $stream) (i32.const 2)))
    (local.set $at (i32.load offset=960 (local.get $stream)))
    (i32.store offset=960 (local.get $stream) (i32.add (local.get $at) (i32.const 1)))
    (i32.load8_u (local.get $at)))

  ;; The same, written to the module as well.
  (func $next (param $stream i32) (result i32)
    (local $byte i32)
    (call $put (local.tee $byte (call $take (local.get $stream))))
    (local.get $byte))

  ;; A number as LEB128.
  (func $write (param $value i32)
    (loop $more
      (if (i32.gt_u (local.get $value) (i32.const 127))
        (then
          (call $put (i32.or (local.get $value) (i32.const 128)))
          (local.set $value (i32.shr_u (local.get $value) (i32.const 7)))
          (br $more))))
    (call $put (local.get $value)))

  (func $bytes (param $stream i32) (param $count i32)
    (loop $more
      (if (local.get $count)
        (then
          (drop (call $next (local.get $stream)))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $more)))))

  ;; The next LEB128 of a stream: the later bytes of offsets, streams 5 and 6, stand in stream 9.
  (func $number (param $stream i32) (result i32)
    (local $byte i32) (local $shift i32) (local $value i32)
    (loop $more
      (local.set $byte (call $next (local.get $stream)))
      (local.set $value
        (i32.or (local.get $value) (i32.shl (i32.and (local.get $byte) (i32.const 127)) (local.get $shift))))
      (local.set $shift (i32.add (local.get $shift) (i32.const 7)))
      (if (i32.lt_u (i32.sub (local.get $stream) (i32.const 5)) (i32.const 2))
        (then (local.set $stream (i32.const 9))))
      (br_if $more (i32.ge_u (local.get $byte) (i32.const 128))))
    (local.get $value))

  ;; The local of a rank, which becomes the one that was touched last.
  (func $touch (param $rank i32) (result i32)
    (local $local i32)
    (local.set $local (i32.load8_u offset=1280 (local.get $rank)))
    (loop $more
      (if (local.get $rank)
        (then
          (i32.store8 offset=1280 (local.get $rank) (i32.load8_u offset=1279 (local.get $rank)))
          (local.set $rank (i32.sub (local.get $rank) (i32.const 1)))
          (br $more))))
    (i32.store8 offset=1280 (i32.const 0) (local.get $local))
    (local.get $local))

  ;; An operand that is no local: one less than what the code gives, or else out of its stream.
  (func $operand (param $stream i32) (param $op i32) (param $given i32)
    (if (local.get $given)
      (then
        (local.set $given (i32.sub (local.get $given) (i32.const 1)))
        (if (i32.eq (local.get $stream) (i32.const 16))
          (then
            (call $put (i32.sub (i32.load8_u offset=888 (local.get $op)) (local.get $given)))
            (return)))
        (call $write (local.get $given)))
      (else
        (if (i32.eq (local.get $stream) (i32.const 10))
          (then (local.set $stream (i32.load8_u offset=2304 (i32.load8_u (i32.load (i32.const 960)))))))
        (drop (call $number (local.get $stream))))))

  ;; What follows the few operations that have more than operands, or operands in other numbers.
  (func $special (param $op i32)
    (local $stream i32) (local $count i32)
    (local.set $stream (i32.const 8))
    (block $bytes
      ;; `br_table`: its targets and the default.
      (if (i32.eq (local.get $op) (i32.const 0x0e))
        (then
          (local.set $stream (i32.const 7))
          (local.set $count (i32.add (call $number (i32.const 7)) (i32.const 1)))
          (br $bytes)))
      (if (i32.eq (local.get $op) (i32.const 0xfc))
        (then
          (local.set $count (i32.load8_u offset=896 (call $number (i32.const 0))))
          (br $bytes)))
      ;; `select` with types, and constants with a point: 4 and 8 bytes.
      (local.set $count
        (if (result i32) (i32.eq (local.get $op) (i32.const 0x1c))
          (then (call $number (i32.const 8)))
          (else (i32.shl (i32.sub (local.get $op) (i32.const 0x42)) (i32.const 2)))))
      (call $bytes (i32.const 8) (local.get $count))
      (return))
    (loop $more
      (if (local.get $count)
        (then
          (drop (call $number (local.get $stream)))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $more)))))

  ;; The instructions of one function.
  (func $instructions
    (local $depth i32) (local $code i32) (local $op i32) (local $stream i32) (local $given i32)
    (memory.copy (i32.const 1280) (i32.const 1024) (i32.const 256))
    (local.set $depth (i32.const 1))
    (loop $more
      (local.set $code (call $take (i32.const 0)))
      (call $put (local.tee $op (i32.load8_u offset=1536 (local.get $code))))
      (if (i32.eqz (local.tee $stream (i32.load8_u offset=384 (i32.shl (local.get $op) (i32.const 1)))))
        (then
          (br_if $more (i32.ne (local.get $op) (i32.const 0x0b)))
          (br_if $more (local.tee $depth (i32.sub (local.get $depth) (i32.const 1))))
          (return)))
      (local.set $given (i32.load16_u offset=1792 (i32.shl (local.get $code) (i32.const 1))))
      ;; Locals, half of all that has operands, first.
      (if (i32.lt_u (i32.sub (local.get $stream) (i32.const 2)) (i32.const 2))
        (then
          (call $write
            (call $touch
              (if (result i32) (local.get $given)
                (then (i32.sub (local.get $given) (i32.const 1)))
                (else (call $take (i32.sub (local.get $stream) (i32.const 1)))))))
          (br $more)))
      (if (i32.eq (local.get $stream) (i32.const 255))
        (then
          (call $special (local.get $op))
          (br $more)))
      ;; Only blocks have their operand in the stream of operation codes.
      (local.set $depth (i32.add (local.get $depth) (i32.eq (local.get $stream) (i32.const 1))))
      (call $operand (i32.sub (local.get $stream) (i32.const 1)) (local.get $op) (local.get $given))
      (if (local.tee $stream (i32.load8_u offset=385 (i32.shl (local.get $op) (i32.const 1))))
        (then (drop (call $number (i32.sub (local.get $stream) (i32.const 1))))))
      (br $more)))

  ;; So many functions, written from an address on. Returns where the last one ends.
  (func (export "join") (param $functions i32) (param $start i32) (result i32)
    (local $groups i32) (local $size i32)
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
          (local.set $groups (i32.sub (global.get $to) (local.get $start)))
          (global.set $to (local.get $size))
          (call $write (local.get $groups))
          (memory.copy (global.get $to) (local.get $start) (local.get $groups))
          (global.set $to (i32.add (global.get $to) (local.get $groups)))
          (local.set $functions (i32.sub (local.get $functions) (i32.const 1)))
          (br $more))))
    (global.get $to)))
