namespace Operations;

/// <summary>Gives the project something to compile.</summary>
internal static class Operations;
