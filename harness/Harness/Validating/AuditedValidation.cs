using Harness.Rbac.Auditing;
using Harness.Rbac.Validation;

namespace Harness.Validating;

/// <summary>A validation beside what audit logs show.</summary>
public static class AuditedValidation
{
    /// <summary>Adds to a report what the request's audit logs show; nothing where it names none.</summary>
    /// <exception cref="HarnessException">A log cannot be opened (exit code 2).</exception>
    public static ValidationReport WithLog(
        this ValidationRequest request, ValidationReport report, IProgress<string> progress, CancellationToken stop)
    {
        if (request.Audit.Count == 0)
            return report;
        var comparison = new AuditComparison(report.Policy);
        var reading = new AuditReading(comparison.Scope(request.Since));
        foreach (var input in AuditInput.Of(request.Audit))
        {
            progress.Report($"reading {input.Name}");
            reading.Read(input, stop);
        }

        reading.End();
        return comparison.AddTo(report, reading);
    }
}
