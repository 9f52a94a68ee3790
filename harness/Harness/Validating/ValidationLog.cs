using Harness.Clusters.Node;
using Harness.Rbac.Auditing;
using Harness.Rbac.Validation;

namespace Harness.Validating;

/// <summary>The audit logs that a policy is held against: looked for before a cluster is asked, and read after that.</summary>
public sealed class ValidationLog : IDisposable
{
    private readonly ValidationRequest _request;
    private readonly IReadOnlyList<AuditInput> _files;
    private readonly KeptAuditLog? _kept;

    private ValidationLog(ValidationRequest request, IReadOnlyList<AuditInput> files, KeptAuditLog? kept) =>
        (_request, _files, _kept) = (request, files, kept);

    /// <summary>Looks for the logs that a request names, or for the kept cluster's where it wants one and names none.</summary>
    /// <exception cref="HarnessException">
    /// One cannot be read (exit code 2), or no cluster is kept that logs everything (exit code 3).
    /// </exception>
    public static async Task<ValidationLog> OpenAsync(ValidationRequest request, CancellationToken stop) => new(
        request,
        AuditInput.Of(request.Audit),
        request is { WantsKeptLog: true, Kept: { } folder }
            ? await KeptAuditLog.OpenAsync(folder, stop).ConfigureAwait(false)
            : null);

    /// <summary>Adds to a report what the logs show; nothing where there are none.</summary>
    public async Task<ValidationReport> AddToAsync(ValidationReport report, IProgress<string> progress, CancellationToken stop)
    {
        if (_files.Count == 0 && _kept is null)
            return report;
        var comparison = new AuditComparison(report.Policy);
        var reading = new AuditReading(comparison.Scope(_request.Since));
        foreach (var input in _files)
        {
            progress.Report($"reading {input.Name}");
            reading.Read(input, stop);
        }

        if (_kept is not null)
        {
            progress.Report($"reading {KeptAuditLog.Name}");
            await Task.Run(() => _kept.ReadAsync(reading, () => true, () => Task.CompletedTask, stop), stop).ConfigureAwait(false);
        }

        reading.End();
        return comparison.AddTo(report, reading);
    }

    /// <inheritdoc/>
    public void Dispose() => _kept?.Dispose();
}
