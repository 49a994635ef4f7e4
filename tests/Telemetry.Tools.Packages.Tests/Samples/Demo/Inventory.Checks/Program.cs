using Inventory;

var stock = new Stock();
stock.Receive("chair", 3);

(string Name, bool Holds)[] checks =
[
    ("what was received can be shipped", stock.TryShip("chair", 2)),
    ("more than there is cannot be shipped", !stock.TryShip("chair", 2)),
    ("the rest is counted", stock["chair"] == 1),
];

foreach (var check in checks) Console.WriteLine($"{(check.Holds ? "ok    " : "FAILED")} {check.Name}");
return checks.All(check => check.Holds) ? 0 : 1;
