namespace Telemetry.Tools.Analytics;

/// <summary>What <c>usage</c> sums up by.</summary>
public enum UsageGroup
{
    /// <summary>Days.</summary>
    Daily,

    /// <summary>Weeks from Monday to Sunday.</summary>
    Weekly,

    /// <summary>Calendar months.</summary>
    Monthly,

    /// <summary>Hours.</summary>
    Hourly,

    /// <summary>Sessions.</summary>
    Session,

    /// <summary>Models.</summary>
    Model,

    /// <summary>Projects.</summary>
    Project,

    /// <summary>Branches.</summary>
    Branch,

    /// <summary>Machines.</summary>
    Machine,

    /// <summary>Blocks of five hours, as subscriptions count them.</summary>
    Blocks,
}
