using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Error messages with their kinds.</summary>
internal static class ErrorTable
{
    public static void Write(Html page, IReadOnlyList<ErrorFigures> errors) => DataTable.Write<ErrorFigures>(page, "The commonest errors", errors,
    [
        DataColumn<ErrorFigures>.Of("Message", error => error.Error, isNumber: false),
        DataColumn<ErrorFigures>.Of("Kind", error => ErrorKind.Of(error.Error).Id.Replace('_', ' '), isNumber: false),
        DataColumn<ErrorFigures>.Of("Requests", error => GroupText.Count(error.Count)),
        DataColumn<ErrorFigures>.Of("Last seen", error => PeriodText.Time(error.Last)),
    ]);
}
