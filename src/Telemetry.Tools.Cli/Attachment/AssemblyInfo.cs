using System.Runtime.CompilerServices;

// What is attached is tested with real builds, beside the logger's own tests.
[assembly: InternalsVisibleTo("Telemetry.Tools.MSBuild.Tests")]
