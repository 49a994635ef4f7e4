namespace Telemetry.Tools.Server;

/// <summary>A value of the dimension that a rule is grouped by, as a key that is never null.</summary>
/// <param name="Key">As it is kept.</param>
internal readonly record struct AlertGroup(string Key)
{
    private const string Unknown = "-";
    private const char Mark = '=';

    /// <summary>All usage together.</summary>
    public static AlertGroup Whole { get; } = new("");

    /// <summary>The value; <see langword="null"/> for events without one, and for all together.</summary>
    public string? Value => Key.StartsWith(Mark) ? Key[1..] : null;

    /// <summary>The group of a value.</summary>
    public static AlertGroup Of(string? value) => new(value is null ? Unknown : Mark + value);
}
