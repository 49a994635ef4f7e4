namespace Telemetry.Tools.MSBuild;

/// <summary>What started a run.</summary>
internal enum RunHook
{
    /// <summary>A task that a project calls itself.</summary>
    None,

    /// <summary>The hook before a target that TelemetryTarget names.</summary>
    Target,

    /// <summary>The hook of a target of the default set.</summary>
    Entry,

    /// <summary>The same in the outer build of a multi-targeting project.</summary>
    Outer,

    /// <summary>The same in one of its inner builds.</summary>
    Inner,
}

/// <summary>How hooks are written in the targets file.</summary>
internal static class RunHooks
{
    /// <summary>The hook of that name; none where the text is empty or unknown.</summary>
    public static RunHook Parse(string? text) => text switch
    {
        "target" => RunHook.Target,
        "entry" => RunHook.Entry,
        "outer" => RunHook.Outer,
        "inner" => RunHook.Inner,
        _ => RunHook.None,
    };

    /// <summary>Whether the run is of the default set: part of the one that contains it, where there is one.</summary>
    public static bool IsEntry(this RunHook hook) => hook is RunHook.Entry or RunHook.Outer or RunHook.Inner;
}
