using System.Text.Json.Serialization;

namespace Wva.Api;

/// <summary>The one serializer of all answers, made at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(ExplainReport))]
[JsonSerializable(typeof(ErrorReport))]
public sealed partial class ApiJson : JsonSerializerContext;
