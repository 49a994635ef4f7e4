using Inventory;

var stock = new Stock();
stock.Receive("table", 1);
Console.WriteLine(stock.TryShip("table", 1) ? "shipped" : "out of stock");
