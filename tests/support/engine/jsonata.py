"""JSONata expressions of our own, and mutants of them."""

from __future__ import annotations

import re
from random import Random

EXPRESSIONS = tuple(
    line
    for line in r"""
$states.input.orders[status = 'open'].{"id": id, "total": $sum(lines.(price * quantity))}
$map($states.input.items, function($item, $index) { $item & '-' & $string($index) })
($total := $sum(a.b); $total > 10 ? 'big' : $total > 5 ? 'medium' : 'small')
Account.Order@$o#$i.Product[ProductID=$o.ProductID].{ 'n': $i, 'x': %.OrderID }
library.loans@$l.books@$b[$l.isbn=$b.isbn].{ 'title': $b.title, 'customer': $l.customer }
orders^(>price, <name, date)[[0..3]]
$f := function($n)<n:n>{ $n <= 1 ? 1 : $n * $f($n - 1) }
function($a, $b)<a<s>-(sn)?f+x:j>{ [$a, $b] }
$states.input ~> |items|{"done": true}, ['secret']|
$states.input ~> | items[price > 10] | { 'price': price * 1.2 } |
$states.input ~> /ab+c/i
$contains(name, /^[a-z]{2,}\/(x|y)$/im)
$replace(a, /(\d+)-(\d+)/, '$2-$1')
a.b.c[].d{category: $sum(price)}
$states.context.Execution.Input.`odd name`.`x.y`
*.price + a.*[0].b
**.name
[1..10][$ % 2 = 0]
-a.b + -3 * (4 - 2) / 5 % 2
{"a": 1, "b": [1, 2, {"c": null}], "d": true, "e": false}
'it is \u00e9 \n "x"' & "and 'y'"
$substring(?, 0, 3)
$uppercase ~> $trim ~> $length
a and b or c in [1, 2] and not
a != b and c >= 2 and d <= 3 and e < 4 and f > 5
x ?: 'none'
$states.input.x ?? 0
a ? b
function($x, $y)<s-n?:s>{ $x & $y }($a, 1)
λ($x){ $x }(1)
/* comment */ a /* and */ + b
(a; b;)
( $a := 1; $b := $a + 1; [$a, $b] )
$sort(items, function($l, $r) { $l.price > $r.price })
Account.Order.Product.{ 'Product': `Product Name`, 'Order': %.OrderID, 'Account': %.%.`Account Name` }
Account.Order.Product[%.OrderID='order104'].SKU
a.b.(c; %.d)
a."quoted name".b
$$.a & $.b & $
1e5 - 0.25E-3 + 12
$reduce(x, function($a, $v){$a + $v}, 0)
$x[0][1][]
a{b: c}[0]
a.b.$f(%.x, %.%.y)
a.b@$v.c@$w.%.%
a.b#$i.%.c
x.a[%.b = 1].(c ? %.y : %.%.z)
a.b^(%.c)
a.-b
$x#$i[0].a
""".splitlines()
    if line
)
"""Each is JSONata."""

WRONG = tuple(
    line
    for line in r"""
()(
(a
a)
[1, 2
{"a" 1}
{"a": }
{a: b, }
[1, ]
a..b
a.
.a
a b
a +
+ a
a := 1
$x + 1 := 2
5.a
a.5
a.null
true.a
a.-5
'open
"open
`open
/* open
$f(/open
$f(//)
$f(/a**/)
(/a/)
'\x'
'\u12'
1e999
a!b
~a
%
%.a
a.%.%
$x.%
a[0]@$v
a^(b)@$v
a@b
a#1
$x{b: c}[0]
a{b: c}{d: e}
function($x)
function(x){ x }
function($x)<-n>{ $x }
function($x)<n<s>>{ $x }
function($x)<(a<s>)>{ $x }
function($x)<n???>{ $x }
function($x)<1>{ $x }
|a|b
a ? : b
a ? b :
$f(a, )
$f(?:1)
a^b
a^(b
""".splitlines()
    if line
)
"""None is JSONata."""

_PIECES = (
    *"()[]{}.,;:?$%&*+-/|<>=!^~@#'\"`\\ \n019aE",
    *("**", "..", ":=", "~>", "??", "?:", "and", "or", "in", "null", "true", "/*", "*/", "/a/"),
    *("%.", ".%", "[%.a]", "@$v", "#$i", "^(a)", "{a:b}", "[0]", "[]", "function($x){$x}", "<n>"),
)
_TOKEN = re.compile(r"\s+|\w+|'[^']*'|\"[^\"]*\"|.", re.DOTALL)


def mutant(random: Random, text: str) -> str:
    """Return the text with a character or a token deleted, inserted, doubled or moved, once or more often."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = _changed(random, list(text) if random.random() < 0.5 else _TOKEN.findall(text))
    return text


def _changed(random: Random, parts: list[str]) -> str:
    if not parts:
        return str(random.choice(_PIECES))
    index, other = random.randrange(len(parts)), random.randrange(len(parts))
    way = random.randrange(4)
    if way == 0:
        del parts[index]
    elif way == 1:
        parts.insert(index, random.choice(_PIECES))
    elif way == 2:
        parts.insert(index, parts[index])
    else:
        parts[index], parts[other] = parts[other], parts[index]
    return "".join(parts)
