using Harness.Rbac.Validation;

namespace Harness.Reports.Validation;

/// <summary>Writes a validation's report in one format from the report alone: no clock, no machine, no culture.</summary>
public interface IValidationExporter
{
    /// <summary>Writes the report; the same report gives the same bytes everywhere.</summary>
    void Write(ValidationReport report, TextWriter writer);

    /// <summary>Writes a valid document where there is no report, so that nobody takes an empty file for a good one.</summary>
    /// <param name="failure">Why there is none.</param>
    /// <param name="writer">Where it goes.</param>
    void Write(ValidationFailure failure, TextWriter writer);
}
