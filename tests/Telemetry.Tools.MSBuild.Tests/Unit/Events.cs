using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild.Tests;

/// <summary>A build made of events: each at a number of milliseconds after the start.</summary>
internal sealed class Events : IDisposable
{
    public static readonly DateTime Zero = new(2026, 11, 21, 10, 0, 0, DateTimeKind.Utc);

    private readonly Interrupt _interrupt = new();

    public Events() => Recorder = new BuildRecorder(_interrupt);

    public BuildRecorder Recorder { get; }

    public void Dispose() => _interrupt.Dispose();

    public static BuildEventContext Context(int request, int target = BuildEventContext.InvalidTargetId, int node = 1) =>
        new(0, node, 0, 0, request, target, BuildEventContext.InvalidTaskId);

    public void Project(int at, int request, string? targets, int? parent = null, string file = "/none/App.csproj", int node = 1, params (string Name, string Value)[] properties)
    {
        var above = parent is { } id ? Context(id) : BuildEventContext.Invalid;
        var global = properties.ToDictionary(property => property.Name, property => property.Value);
        Recorder.ProjectStarted(new ProjectStartedEventArgs(1, "", "", file, targets!, null!, null!, above, global, "Current") { BuildEventContext = Context(request, node: node) }.At(at));
    }

    public void ProjectEnd(int at, int request, bool succeeded, int node = 1) =>
        Recorder.ProjectFinished(new ProjectFinishedEventArgs("", "", "/none/App.csproj", succeeded) { BuildEventContext = Context(request, node: node) }.At(at));

    public void Target(int at, int request, int id, string name, string parent = "", TargetBuiltReason reason = TargetBuiltReason.None, int node = 1) =>
        Recorder.TargetStarted(new TargetStartedEventArgs("", "", name, "/none/App.csproj", "/none/App.csproj", parent, reason, Zero.AddMilliseconds(at)) { BuildEventContext = Context(request, id, node) });

    public void TargetEnd(int at, int request, int id, string name, bool succeeded = true, int node = 1) =>
        Recorder.TargetFinished(new TargetFinishedEventArgs("", "", name, "/none/App.csproj", "/none/App.csproj", succeeded) { BuildEventContext = Context(request, id, node) }.At(at));

    public void Error(int at, int request, string code, string message, int node = 1) =>
        Recorder.ErrorRaised(new BuildErrorEventArgs("", code, "", 0, 0, 0, 0, message, "", "") { BuildEventContext = Context(request, node: node) }.At(at));

    /// <summary>Ends the build; a run is shown as <c>Build 0-500 =1</c>: name, start, end, exit code.</summary>
    public string[] Finish(int at) => [.. Recorder.Finish(Zero.AddMilliseconds(at)).Select(Show)];

    private static string Show(BuildSpan span) =>
        FormattableString.Invariant($"{span.Target} {(span.Start - Zero).TotalMilliseconds:0}-{(span.End - Zero).TotalMilliseconds:0} ={span.ExitCode}{(span.Domain is null ? "" : " " + span.Domain)}");
}

internal static class EventTimes
{
    private static readonly System.Reflection.FieldInfo Timestamp =
        typeof(BuildEventArgs).GetField("timestamp", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!;

    /// <summary>Gives an event its time, which has no public setter.</summary>
    public static T At<T>(this T args, int milliseconds)
        where T : BuildEventArgs
    {
        Timestamp.SetValue(args, Events.Zero.AddMilliseconds(milliseconds));
        return args;
    }
}
