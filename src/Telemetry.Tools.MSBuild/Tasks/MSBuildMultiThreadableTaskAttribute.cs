namespace Microsoft.Build.Framework;

/// <summary>Tells a multi-threaded MSBuild (<c>-mt</c>) that a task may run inside its process. MSBuild looks for this full name, so that tasks built for older versions can carry it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
