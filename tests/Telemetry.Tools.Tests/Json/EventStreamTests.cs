using System.Text;
using Telemetry.Tools.Tests.Records;

namespace Telemetry.Tools.Tests.Json;

[TestClass]
public sealed class EventStreamTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 20, 7, 30, 15, 250, TimeSpan.Zero);

    private static WorkToolCall Call => new() { Timestamp = Time, Who = "alice", Tool = "grep", Secret = "hidden" };

    [TestMethod]
    public void AnEventIsWrittenWithKindAndPayload() => Line.Write(Call with { Task = "t1" }).ShouldBe(
        $$$"""{"timestamp":"2026-11-20T07:30:15.250Z","task":"t1","who":"{{{Sha256.Of("alice")}}}","event_type":"tool_call","data":{"tool":"grep","at":null}}""");

    [TestMethod]
    public void TheBaseWritesAndReadsWhicheverEventThereIs()
    {
        WorkEvent[] events = [new WorkStarted { Timestamp = Time, Who = "a" }, Call with { At = Time }, new WorkEnded { Timestamp = Time, Who = "b", Note = "n", Code = 3 }, new WorkEnded { Timestamp = Time, Who = "b" }];
        foreach (var value in events)
        {
            var read = Line.Read<WorkEvent>(Line.Write(value));
            read.GetType().ShouldBe(value.GetType());
            Line.Write(read).ShouldBe(Line.Write(value));
            read.WhoHash.ShouldBe(value.WhoHash);
        }
    }

    [TestMethod]
    public void TheKindMayStandAnywhere()
    {
        var line = $$$"""{ "data": { "at": null, "tool": "grep", "more": 1 }, "who": "{{{Sha256.Of("alice")}}}", "timestamp": "2026-11-20T07:30:15.25Z", "event_typ\u0065": "tool_call" }""";
        Line.Read<WorkEvent>(line).ShouldBeOfType<WorkToolCall>().Tool.ShouldBe("grep");
        Line.Read<WorkToolCall>(line).Tool.ShouldBe("grep");
    }

    [TestMethod]
    public void AnotherEventOfTheStreamIsNoError()
    {
        Status<WorkStarted>(Line.Write(Call)).ShouldBe(ReadStatus.OtherEvent);
        Status<WorkEvent>("""{"event_type":"not yet known","data":7}""").ShouldBe(ReadStatus.OtherEvent);
        Status<FlatFirst>("""{"kind":"second","value":"text"}""").ShouldBe(ReadStatus.OtherEvent);
    }

    [TestMethod]
    public void ALineWithoutKindIsRejected()
    {
        Line.WhyRejected<WorkEvent>("{}").ShouldBe("missing field: event_type");
        Line.WhyRejected<WorkToolCall>("{\"event_type\":7}").ShouldBe("wrong type");
        Line.WhyRejected<WorkEvent>("{\"event_type\":\"tool_call\"").ShouldBe("not JSON");
    }

    [TestMethod]
    public void AMissingFieldOfThePayloadIsNamed() =>
        Line.WhyRejected<WorkEvent>($$$"""{"timestamp":"2026-11-20T07:30:15.25Z","who":"{{{Sha256.Of("a")}}}","event_type":"tool_call","data":{}}""").ShouldBe("missing field: tool");

    [TestMethod]
    public void AnEventWithoutOwnFieldsNeedsNoPayload() =>
        Line.Read<WorkEvent>($$$"""{"timestamp":"2026-11-20T07:30:15.25Z","who":"{{{Sha256.Of("a")}}}","event_type":"started"}""").ShouldBeOfType<WorkStarted>();

    [TestMethod]
    public void WithoutPayloadFieldsStandBesideTheKind()
    {
        Line.Write(new FlatFirst { Value = 1, At = Time }).ShouldBe("""{"kind":"first","value":1,"at":"2026-11-20T07:30:15.250Z"}""");
        Line.Write(new FlatSecond { Hint = "h", Value = "v" }).ShouldBe("""{"kind":"second","hint":"h","value":"v"}""");
        Line.Read<FlatEvent>("""{"value":"v","kind":"second","hint":"h"}""").ShouldBe(new FlatSecond { Hint = "h", Value = "v" });
    }

    [TestMethod]
    public void AllEventsShareTheStream() => StreamInfo.Of<WorkToolCall>().ShouldBeSameAs(StreamInfo.Of<WorkEvent>());

    [TestMethod]
    public void TheTimeOfABaseIsThatOfItsEvent()
    {
        TimeOf<WorkEvent>(Call).ShouldBe(Time);
        TimeOf<FlatEvent>(new FlatFirst { Value = 1, At = Time }).ShouldBe(Time);
        TimeOf<FlatEvent>(new FlatSecond { Value = "" }).ShouldBeNull();
    }

    [TestMethod]
    public void WhatIsRedactedIsNotPrintedEither()
    {
        Call.ToString().ShouldNotContain("hidden");
        Call.ToString().ShouldContain("Tool = grep");
        Call.ToString().ShouldContain("WhoHash = " + Sha256.Of("alice"));
        Line.Write(Call).ShouldNotContain("hidden");
    }

    [TestMethod]
    public void EventsOfAStreamCanBeRowsToo()
    {
        Line.WriteRow<WorkEvent>(Call).ShouldBe($"2026-11-20T07:30:15.250Z,,{Sha256.Of("alice")},tool_call,grep,");
        Line.ReadRow<WorkEvent>($"grep,tool_call,2026-11-20T07:30:15.25Z,{Sha256.Of("alice")}", "data.tool,event_type,timestamp,who").ShouldBeOfType<WorkToolCall>().Tool.ShouldBe("grep");
        Line.WhyRowRejected<WorkEvent>("x", "tool").ShouldBe("missing field: event_type");
    }

    private static ReadStatus Status<T>(string line)
        where T : class, ITelemetryEvent<T> => T.ReadJson(Encoding.UTF8.GetBytes(line), out _, out _);

    private static DateTimeOffset? TimeOf<T>(T value)
        where T : class, ITelemetryEvent<T> => T.TimeOf(value);
}
