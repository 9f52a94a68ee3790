using Harness.Rbac.Validation;

namespace Harness.Reports.Validation;

/// <summary>Writes a validation's report in one format from the report alone: no clock, no machine, no culture.</summary>
public interface IValidationExporter
{
    /// <summary>Writes the report; the same report gives the same bytes everywhere.</summary>
    void Write(ValidationReport report, TextWriter writer);
}
