using Harness.Results;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Tests.Results;

/// <summary>A <c>reports/runs</c> of its own for one test.</summary>
internal sealed class TemporaryRuns : IDisposable
{
    public string Reports { get; } = Directory.CreateTempSubdirectory("harness-runs-").FullName;

    public string Root => Path.Combine(Reports, "runs");

    public string Latest => Path.Combine(Reports, "latest");

    public RunFolder Create() => RunFolder.Create(Root, new FakeTimeProvider(Sample.Start), Sample.Manifest);

    public void Dispose() => Directory.Delete(Reports, recursive: true);
}
