/** What clients and services say to each other: resources as JAX-RS interfaces, JSON as records. */
@NullMarked
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Madoguchi",
                        version = "1",
                        description =
                                "Every answer that concerns a person is on record; the header Access-Record carries the record's id. "
                                        + "Refusals are RFC 9457 problems with a stable code, in Japanese or English by Accept-Language."),
        components =
                @Components(
                        parameters =
                                @Parameter(
                                        name = MadoguchiApi.PURPOSE,
                                        in = ParameterIn.HEADER,
                                        description =
                                                "The duty for which the request is made (委託の内容). Required of contractors; it can only narrow what the token allows.",
                                        example = "COUNTER",
                                        schema = @Schema(type = SchemaType.STRING)),
                        responses =
                                @APIResponse(
                                        name = MadoguchiApi.PROBLEM,
                                        responseCode = "default",
                                        description = "Refused, with a stable code and the next step",
                                        content =
                                                @Content(
                                                        mediaType = Problem.MEDIA_TYPE,
                                                        schema = @Schema(implementation = Problem.class)))))
package io.madoguchi.api;

import io.madoguchi.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.NullMarked;
